package io.selfieregistration.comparison;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** Too many comparisons failed in a row for the user, who has to wait. */
@ProblemStatus(status = 429, code = "comparisons_paused")
public class ComparisonsPaused extends RuntimeException implements Problem {

	private final Duration pause;

	ComparisonsPaused(Duration pause) {
		super("Several photos in a row could not be confirmed; try again later");
		this.pause = pause;
	}

	@Override
	public Duration retryAfter() {
		return this.pause;
	}

}
