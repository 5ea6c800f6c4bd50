package io.selfieregistration.cockpit;

import io.selfieregistration.web.ProblemStatus;

/** The user may see this, but lacks the permission for the action. */
@ProblemStatus(status = 403, code = "forbidden")
public class NotPermitted extends RuntimeException {

	NotPermitted(String problem) {
		super(problem);
	}

}
