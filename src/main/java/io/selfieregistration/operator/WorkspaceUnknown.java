package io.selfieregistration.operator;

import io.selfieregistration.web.ProblemStatus;

/** The workspace does not exist, or the caller does not administer it. */
@ProblemStatus(status = 404, code = "workspace_unknown")
public class WorkspaceUnknown extends RuntimeException {

	public WorkspaceUnknown() {
		super("There is no such workspace");
	}

}
