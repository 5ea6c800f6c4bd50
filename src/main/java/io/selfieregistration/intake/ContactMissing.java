package io.selfieregistration.intake;

import io.selfieregistration.web.ProblemStatus;

/** The request lacks the e-mail address or phone number that the link is sent to. */
@ProblemStatus(status = 422, code = "contact_missing")
public final class ContactMissing extends RequestRefused {

	ContactMissing(String problem) {
		super(problem);
	}

}
