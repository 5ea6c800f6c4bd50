package io.selfieregistration.intake;

import io.selfieregistration.web.ProblemStatus;

/**
 * Rate limit: the application has started as many requests in a minute as it may. Half a
 * minute later, half of them may be counted no longer.
 */
@ProblemStatus(status = 429, code = "too_many_requests", retryAfterSeconds = 30)
public final class TooManyRequests extends RequestRefused {

	public TooManyRequests(int limit) {
		super("The application may start " + limit + " requests in a minute");
	}

}
