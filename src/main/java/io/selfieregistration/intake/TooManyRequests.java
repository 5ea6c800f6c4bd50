package io.selfieregistration.intake;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** Rate limit: the application has started as many requests in a minute as it may. */
@ProblemStatus(status = 429, code = "too_many_requests")
public final class TooManyRequests extends RequestRefused implements Problem {

	/** Half of the window of the rate limit. */
	private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

	public TooManyRequests(int limit) {
		super("The application may start " + limit + " requests in a minute");
	}

	@Override
	public Duration retryAfter() {
		return RETRY_AFTER;
	}

}
