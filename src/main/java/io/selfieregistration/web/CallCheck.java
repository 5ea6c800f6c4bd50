package io.selfieregistration.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;

import io.selfieregistration.platform.Texts;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses calls of which a part could only be dropped or guessed: addresses that name a
 * servlet in percent-encoding, queries that are not percent-encoded UTF-8, credentials
 * with control characters, and bodies of which neither type nor encoding says how to read
 * them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class CallCheck extends OncePerRequestFilter {

	private static final String BASIC = "Basic ";

	private static final String NOT_ENCODED = "must be UTF-8 in percent-encoding";

	@Override
	protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<ProblemAnswer> refusal = pathRefusal(call).or(() -> queryRefusal(call))
			.or(() -> credentialsRefusal(call))
			.or(() -> bodyRefusal(call));
		if (refusal.isPresent()) {
			Problems.send(call, response, refusal.get());
			return;
		}
		chain.doFilter(call, response);
	}

	/**
	 * A servlet whose name in the address is percent-encoded gets the call from Tomcat,
	 * but Spring does not find the name.
	 */
	private static Optional<ProblemAnswer> pathRefusal(HttpServletRequest call) {
		boolean named = call.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH;
		return (named && !call.getRequestURI().startsWith(call.getServletPath()))
				? malformed("The address is percent-encoded where it must not be") : Optional.empty();
	}

	private static Optional<ProblemAnswer> queryRefusal(HttpServletRequest call) {
		if (call.getQueryString() == null) {
			return Optional.empty();
		}
		for (String pair : call.getQueryString().split("&")) {
			String[] parts = pair.split("=", 2);
			Optional<String> name = Calls.decode(parts[0]);
			Optional<String> value = Calls.decode((parts.length > 1) ? parts[1] : "");
			String shown = "'" + name.map(Texts::visible).orElse(Texts.visible(parts[0])) + "' ";
			if (name.isEmpty() || value.isEmpty()) {
				return malformed(shown + NOT_ENCODED);
			}
			if (!Texts.isStorable(name.get()) || !Texts.isStorable(value.get())) {
				return malformed(shown + Texts.NOT_STORABLE);
			}
		}
		return Optional.empty();
	}

	/** RFC 7617 forbids control characters in user names and passwords. */
	private static Optional<ProblemAnswer> credentialsRefusal(HttpServletRequest call) {
		String authorization = call.getHeader(HttpHeaders.AUTHORIZATION);
		if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
			return Optional.empty();
		}
		byte[] credentials;
		try {
			credentials = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
		}
		catch (IllegalArgumentException ex) {
			// Credentials that cannot be read are wrong credentials
			return Optional.empty();
		}
		try {
			return Calls.utf8(credentials).chars().anyMatch(Character::isISOControl)
					? malformed("'Authorization' must not hold control characters") : Optional.empty();
		}
		catch (CharacterCodingException ex) {
			return malformed("'Authorization' must be UTF-8");
		}
	}

	private static Optional<ProblemAnswer> bodyRefusal(HttpServletRequest call) {
		List<String> encodings = Collections.list(call.getHeaders(HttpHeaders.CONTENT_ENCODING));
		if (!encodings.stream().allMatch((encoding) -> encoding.strip().equalsIgnoreCase("identity"))) {
			return Optional.of(ProblemAnswer.of(CommonProblem.UNSUPPORTED_MEDIA_TYPE,
					"'Content-Encoding' must be missing or 'identity'"));
		}
		String type = call.getHeader(HttpHeaders.CONTENT_TYPE);
		if (type == null || type.isEmpty()) {
			return Optional.empty();
		}
		try {
			MediaType parsed = MediaType.parseMediaType(type);
			if (!parsed.isConcrete()) {
				return Optional.of(ProblemAnswer.of(CommonProblem.UNSUPPORTED_MEDIA_TYPE,
						"'Content-Type' must name one type of body"));
			}
			if (parsed.getCharset() != null && parsed.getSubtype().endsWith("json")
					&& !parsed.getCharset().equals(StandardCharsets.UTF_8)) {
				return Optional.of(ProblemAnswer.of(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "JSON must be UTF-8"));
			}
			return Optional.empty();
		}
		catch (InvalidMediaTypeException ex) {
			return Optional
				.of(ProblemAnswer.of(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "'Content-Type' is no type of a body"));
		}
	}

	private static Optional<ProblemAnswer> malformed(String detail) {
		return Optional.of(ProblemAnswer.of(CommonProblem.INVALID_REQUEST, detail));
	}

}
