package io.selfieregistration.application;

import io.selfieregistration.web.ProblemStatus;

/** The application does not exist, or the caller may not see it. */
@ProblemStatus(status = 404, code = "application_unknown")
public class ApplicationUnknown extends RuntimeException {

	public ApplicationUnknown() {
		super("There is no such application");
	}

}
