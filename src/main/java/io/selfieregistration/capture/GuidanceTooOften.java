package io.selfieregistration.capture;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** Preview frames arrive faster than they can be checked. */
@ProblemStatus(status = 429, code = "too_many_requests")
public class GuidanceTooOften extends RuntimeException implements Problem {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	public GuidanceTooOften() {
		super("Frames are looked at one after the other, a few in a second");
	}

	@Override
	public Duration retryAfter() {
		return RETRY_AFTER;
	}

}
