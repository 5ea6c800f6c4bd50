package io.selfieregistration.comparison;

import io.selfieregistration.web.ProblemStatus;

/** Too many comparisons failed for the user; only a new registration helps. */
@ProblemStatus(status = 403, code = "comparisons_blocked")
public class ComparisonsBlocked extends RuntimeException {

	ComparisonsBlocked() {
		super("Too many photos could not be confirmed; the user has to register again");
	}

}
