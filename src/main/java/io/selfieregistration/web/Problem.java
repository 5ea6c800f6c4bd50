package io.selfieregistration.web;

import java.time.Duration;
import java.util.Map;

/**
 * Implemented by exceptions with {@link ProblemStatus} that tell the caller more than
 * their message.
 */
public interface Problem {

	/** Returns one of the codes of its {@link ProblemStatus}; the first by default. */
	default String code() {
		return Problems.statuses(getClass()).keySet().iterator().next();
	}

	String getMessage();

	/** Returns one sentence for people, without secret or personal data. */
	default String detail() {
		return getMessage();
	}

	/** Returns additional members beside those of RFC 9457, by their name in JSON. */
	default Map<String, Object> members() {
		return Map.of();
	}

	/**
	 * Returns the value of {@code Retry-After}, which is that of its
	 * {@link ProblemStatus} by default; zero for none.
	 */
	default Duration retryAfter() {
		return Problems.retryAfter(getClass(), code());
	}

}
