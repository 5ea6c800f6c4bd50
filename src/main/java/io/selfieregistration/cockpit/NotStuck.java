package io.selfieregistration.cockpit;

import io.selfieregistration.web.ProblemStatus;

/** No step of the request waits to be retried. */
@ProblemStatus(status = 409, code = "not_stuck")
public class NotStuck extends RuntimeException {

	public NotStuck() {
		super("No step of this request waits to be retried");
	}

}
