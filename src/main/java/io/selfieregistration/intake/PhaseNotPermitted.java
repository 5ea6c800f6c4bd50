package io.selfieregistration.intake;

import io.selfieregistration.request.Phase;

import io.selfieregistration.web.ProblemStatus;

/** The request names a phase for which its application has no workflow. */
@ProblemStatus(status = 403, code = "workflow_not_permitted")
public final class PhaseNotPermitted extends RequestRefused {

	public PhaseNotPermitted(Phase phase) {
		super("The application has no workflow for " + phase.code() + " attached");
	}

}
