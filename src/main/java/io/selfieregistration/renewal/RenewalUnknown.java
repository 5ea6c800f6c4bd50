package io.selfieregistration.renewal;

import io.selfieregistration.web.ProblemStatus;

/** There is no such renewal in the workspaces of the caller. */
@ProblemStatus(status = 404, code = "renewal_unknown")
public class RenewalUnknown extends RuntimeException {

	public RenewalUnknown() {
		super("There is no such renewal");
	}

}
