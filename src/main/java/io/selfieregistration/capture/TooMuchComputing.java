package io.selfieregistration.capture;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** The uploads of a link took far more computing time than its share. */
@ProblemStatus(status = 429, code = "too_many_requests")
public class TooMuchComputing extends RuntimeException implements Problem {

	private final Duration wait;

	TooMuchComputing(Duration wait) {
		super("Too many costly pictures were sent; try again later");
		this.wait = wait;
	}

	@Override
	public Duration retryAfter() {
		return this.wait;
	}

}
