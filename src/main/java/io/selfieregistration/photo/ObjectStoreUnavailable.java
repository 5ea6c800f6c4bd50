package io.selfieregistration.photo;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** The object store cannot be reached or failed; trying again later may help. */
@ProblemStatus(status = 503, code = "temporarily_unavailable")
public class ObjectStoreUnavailable extends RuntimeException implements Problem {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	public ObjectStoreUnavailable(String problem, Throwable cause) {
		super(problem, cause);
	}

	/** The message is for the log; callers get this one. */
	@Override
	public String detail() {
		return "This cannot be done right now. Please try again.";
	}

	@Override
	public Duration retryAfter() {
		return RETRY_AFTER;
	}

}
