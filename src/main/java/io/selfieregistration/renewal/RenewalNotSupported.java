package io.selfieregistration.renewal;

import io.selfieregistration.web.ProblemStatus;

/** The face analysis of this installation does not tell which templates it makes. */
@ProblemStatus(status = 409, code = "renewal_not_supported")
public class RenewalNotSupported extends RuntimeException {

	RenewalNotSupported() {
		super("The face analysis of this installation does not tell the model of its templates");
	}

}
