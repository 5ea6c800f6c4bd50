package io.selfieregistration.application;

import io.selfieregistration.web.ProblemStatus;

/** An application with this id exists already. */
@ProblemStatus(status = 409, code = "application_exists")
public class ApplicationExists extends RuntimeException {

	public ApplicationExists() {
		super("There is an application with this id already");
	}

}
