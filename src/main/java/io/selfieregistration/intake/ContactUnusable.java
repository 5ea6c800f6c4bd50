package io.selfieregistration.intake;

import io.selfieregistration.web.ProblemStatus;

/** No link can be sent to the e-mail address or phone number of the request. */
@ProblemStatus(status = 422, code = "contact_unusable")
public final class ContactUnusable extends RequestRefused {

	ContactUnusable(String problem) {
		super(problem);
	}

}
