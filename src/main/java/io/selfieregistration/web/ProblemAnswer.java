package io.selfieregistration.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpStatus;

/**
 * What a caller is told of an exception, whatever framework answers.
 *
 * @param detail one sentence for a person, without anything secret or personal
 * @param members beside those of RFC 9457, by their name in JSON
 * @param retryAfter zero if there is nothing to wait for
 */
public record ProblemAnswer(int status, String code, String detail, Map<String, Object> members, Duration retryAfter) {

	/** The body in the shape of RFC 9457. */
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

	/** Value of the header {@code Retry-After}; null if there is nothing to wait for. */
	public String retryAfterSeconds() {
		return this.retryAfter.isZero() ? null : Long.toString(Math.max(1, this.retryAfter.toSeconds()));
	}

}
