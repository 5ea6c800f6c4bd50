package io.selfieregistration.capture;

import io.selfieregistration.web.ProblemStatus;

/** Another selfie for the same request is being checked. */
@ProblemStatus(status = 429, code = "too_many_requests", retryAfterSeconds = 2)
public class SubmissionInProgress extends RuntimeException {

	public SubmissionInProgress() {
		super("Another selfie for this request is being checked");
	}

}
