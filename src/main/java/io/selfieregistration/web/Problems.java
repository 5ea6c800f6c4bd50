package io.selfieregistration.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Makes the one shape that every error of the API has: RFC 9457 with a stable
 * {@code code}. A caller decides by the code; the detail is for people.
 */
public final class Problems {

	private Problems() {
	}

	/**
	 * @param code lower_snake, never changed once published
	 * @param detail one sentence for a person, without anything secret or personal
	 */
	public static ProblemDetail of(HttpStatus status, String code, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setProperty("code", code);
		return problem;
	}

	/** The same, for trouble that passes: tells the caller when to come back. */
	public static ResponseEntity<ProblemDetail> later(HttpStatus status, String code, String detail,
			Duration retryAfter) {
		return ResponseEntity.status(status)
			.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())))
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(of(status, code, detail));
	}

	/** The name that a caller knows a property by: {@code user_id} for {@code userId}. */
	public static String fieldName(String property) {
		return property.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

	/** Writes a problem from a servlet filter, where no message converter is at hand. */
	public static void write(HttpServletResponse response, HttpStatus status, String code, String detail)
			throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		response.getWriter()
			.write("{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
				.formatted(status.getReasonPhrase(), status.value(), detail, code));
	}

}
