package io.selfieregistration.web;

import java.time.Duration;
import java.util.Map;

/**
 * Implemented by an exception with {@link ProblemStatus} that tells the caller more than
 * its message.
 */
public interface Problem {

	/** One of the codes of its {@link ProblemStatus}; the first, unless it says more. */
	default String code() {
		return Problems.statuses(getClass()).keySet().iterator().next();
	}

	String getMessage();

	/** One sentence for a person, without anything secret or personal. */
	default String detail() {
		return getMessage();
	}

	/** Members of the answer beside those of RFC 9457, by their name in JSON. */
	default Map<String, Object> members() {
		return Map.of();
	}

	/** When trying again is worth it, told in {@code Retry-After}; zero if it is not. */
	default Duration retryAfter() {
		return Duration.ZERO;
	}

}
