package io.selfieregistration.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpStatus;

/**
 * The answer to an exception, independent of the web framework.
 *
 * @param detail one sentence for people, without secret or personal data
 * @param members additional members beside those of RFC 9457, by their name in JSON
 * @param retryAfter zero if there is nothing to wait for
 */
public record ProblemAnswer(int status, String code, String detail, Map<String, Object> members, Duration retryAfter) {

	/** Returns the answer to a problem that any call can have. */
	static ProblemAnswer of(CommonProblem problem, String detail) {
		return new ProblemAnswer(problem.status().value(), problem.code(), detail, Map.of(), Duration.ZERO);
	}

	/** Returns the answer where nothing but a status is known. */
	static ProblemAnswer of(HttpStatus status) {
		return CommonProblem.of(status.value())
			.map((problem) -> of(problem, problem.detail()))
			.orElseGet(() -> new ProblemAnswer(status.value(), status.name().toLowerCase(Locale.ROOT),
					"The call cannot be served", Map.of(), Duration.ZERO));
	}

	/** Returns the body in the shape of RFC 9457. */
	public Map<String, Object> body() {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", "about:blank");
		body.put("title", HttpStatus.valueOf(this.status).getReasonPhrase());
		body.put("status", this.status);
		body.put("detail", this.detail);
		body.put("code", this.code);
		body.putAll(this.members);
		return body;
	}

	/** Returns the body as text, without the additional members. */
	public String json() {
		return Problems.json(HttpStatus.valueOf(this.status), this.code, this.detail);
	}

	/** Returns the value of the header {@code Retry-After}; null for none. */
	public String retryAfterSeconds() {
		return this.retryAfter.isZero() ? null : Long.toString(Math.max(1, this.retryAfter.toSeconds()));
	}

}
