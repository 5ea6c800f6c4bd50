package io.selfieregistration.renewal;

import io.selfieregistration.web.ProblemStatus;

/** A renewal is running in the workspace; a second one would do the same work. */
@ProblemStatus(status = 409, code = "renewal_in_progress")
public class RenewalInProgress extends RuntimeException {

	RenewalInProgress() {
		super("The facial templates of this workspace are already being renewed");
	}

}
