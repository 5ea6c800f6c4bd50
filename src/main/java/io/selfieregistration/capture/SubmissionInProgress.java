package io.selfieregistration.capture;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** Another selfie for the same request is being checked. */
@ProblemStatus(status = 429, code = "too_many_requests")
public class SubmissionInProgress extends RuntimeException implements Problem {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	public SubmissionInProgress() {
		super("Another selfie for this request is being checked");
	}

	@Override
	public Duration retryAfter() {
		return RETRY_AFTER;
	}

}
