package io.selfieregistration.web.body;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.selfieregistration.web.ArrivedCallFilter;
import io.selfieregistration.web.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * Receives the body of a call before the call is processed, without a thread, so that
 * slow senders do not delay other callers. Stands behind the checks of credentials. When
 * the body is there the call is dispatched once more, through all filters for
 * asynchronous calls.
 */
class BodyArrival extends ArrivedCallFilter {

	private final ArrivingBodies bodies = new ArrivingBodies();

	@Override
	public void destroy() {
		this.bodies.close();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		LimitedCall limited = WebUtils.getNativeRequest(call, LimitedCall.class);
		if (limited != null && limited.refusal() != null) {
			Problems.send(call, response, Problems.answerTo(limited.refusal()));
			return;
		}
		if (limited == null || limited.hasArrived() || !hasBody(limited)) {
			chain.doFilter(call, response);
			return;
		}
		Optional<String> sender = limited.limit().sender().apply(call);
		if (sender.isEmpty() || !call.isAsyncSupported()) {
			chain.doFilter(call, response);
			return;
		}
		AsyncContext async = call.startAsync(limited, response);
		async.setTimeout(0);
		ServletInputStream connection = limited.connection();
		ArrivingBody body = new ArrivingBody(limited, async, connection, this.bodies,
				sender.get().isBlank() ? "" : limited.limit().path() + " " + sender.get(), System.nanoTime());
		async.addListener(body);
		connection.setReadListener(body);
		this.bodies.add(body);
	}

	/** One that is announced as too large is not read at all. */
	private static boolean hasBody(LimitedCall call) {
		long length = call.getContentLengthLong();
		return length > 0 && length <= call.limit().bytes()
				|| length < 0 && call.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
	}

}
