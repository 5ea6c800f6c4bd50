package io.selfieregistration.intake;

import io.selfieregistration.web.ProblemStatus;

/** The request lacks the e-mail address or phone number that the link is sent to. */
@ProblemStatus(status = 422, code = "contact_missing")
public final class ContactMissing extends RequestRefused {

	public ContactMissing(String field) {
		super("The application sends capture links, so '" + field + "' is needed");
	}

}
