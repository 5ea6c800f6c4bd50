package io.selfieregistration.capture;

import io.selfieregistration.web.ProblemStatus;

/** Preview frames arrive faster than they can be checked. */
@ProblemStatus(status = 429, code = "too_many_requests", retryAfterSeconds = 1)
public class GuidanceTooOften extends RuntimeException {

	public GuidanceTooOften() {
		super("Frames are looked at one after the other, a few in a second");
	}

}
