package io.selfieregistration.application;

import io.selfieregistration.web.ProblemStatus;

/** The application was changed since the caller read it. */
@ProblemStatus(status = 412, code = "precondition_failed")
public class ApplicationChanged extends RuntimeException {

	public ApplicationChanged() {
		super("The application was changed since it was read; read it again");
	}

}
