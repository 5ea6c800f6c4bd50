package io.selfieregistration.workflow;

import io.selfieregistration.platform.IncidentCause;
import io.selfieregistration.web.ProblemStatus;

/** The phase has no workflow, or one that is suspended or not deployed. */
@ProblemStatus(status = 409, code = "workflow_missing")
@IncidentCause("workflow_missing")
public class WorkflowMissing extends RuntimeException {

	public WorkflowMissing(String problem) {
		super(problem);
	}

}
