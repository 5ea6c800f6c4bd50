package io.selfieregistration.capture;

import io.selfieregistration.web.ProblemStatus;

/** The person has not agreed to the current consent text. */
@ProblemStatus(status = 403, code = "consent_required")
public class ConsentRequired extends RuntimeException {

	public ConsentRequired() {
		super("The person has to agree to the current text before a picture is taken");
	}

}
