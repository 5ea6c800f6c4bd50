package io.selfieregistration.invitation;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** No module waits for the person yet; the next one is about to start. */
@ProblemStatus(status = 409, code = "link_not_ready")
public class CaptureLinkNotReady extends RuntimeException implements Problem {

	public CaptureLinkNotReady() {
		super("The next step is being prepared. Please try again in a moment.");
	}

	@Override
	public Duration retryAfter() {
		return Duration.ofSeconds(1);
	}

}
