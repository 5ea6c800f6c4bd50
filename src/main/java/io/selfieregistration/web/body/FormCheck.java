package io.selfieregistration.web.body;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.selfieregistration.platform.Texts;
import io.selfieregistration.web.ArrivedCallFilter;
import io.selfieregistration.web.Calls;
import io.selfieregistration.web.Problems;
import io.selfieregistration.web.body.BodyRefused.Malformed;
import io.selfieregistration.web.body.BodyRefused.TooLarge;

import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Refuses forms of which a part could only be dropped or guessed. Stands where their
 * bodies have arrived. The engine reads its forms itself.
 */
@Component
@Order(SecurityProperties.DEFAULT_FILTER_ORDER + 2)
class FormCheck extends ArrivedCallFilter {

	@Override
	protected boolean shouldNotFilter(HttpServletRequest call) {
		String path = Calls.pathOf(call);
		return !(path.startsWith("/auth/") || path.startsWith("/oauth2/")) || !LimitedCall.hasFormType(call);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			requireReadable(call);
		}
		catch (BodyRefused ex) {
			Problems.send(call, response, Problems.answerTo(ex));
			return;
		}
		chain.doFilter(call, response);
	}

	private static void requireReadable(HttpServletRequest call) throws BodyRefused {
		Map<String, String[]> fields = call.getParameterMap();
		Object failure = call.getAttribute(LimitedCall.FORM_BROKEN);
		if (LimitedCall.FORM_TOO_LARGE.equals(String.valueOf(failure))) {
			throw new TooLarge(RequestBodyLimit.LIMIT);
		}
		if (failure != null) {
			throw new Malformed("The form must be UTF-8 in percent-encoding");
		}
		for (Map.Entry<String, String[]> field : fields.entrySet()) {
			if (!Texts.isStorable(field.getKey()) || !Stream.of(field.getValue()).allMatch(Texts::isStorable)) {
				throw new Malformed("'" + Texts.visible(field.getKey()) + "' " + Texts.NOT_STORABLE);
			}
		}
	}

}
