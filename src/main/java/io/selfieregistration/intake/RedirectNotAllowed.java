package io.selfieregistration.intake;

import io.selfieregistration.web.ProblemStatus;

/** The {@code redirect_url} is missing, or the application does not list it. */
@ProblemStatus(status = 422, code = "redirect_not_allowed")
public final class RedirectNotAllowed extends RequestRefused {

	public RedirectNotAllowed(String problem) {
		super(problem);
	}

}
