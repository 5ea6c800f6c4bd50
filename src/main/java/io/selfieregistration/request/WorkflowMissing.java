package io.selfieregistration.request;

/** The workflow that an application names is not deployed. */
public class WorkflowMissing extends Exception {

	public WorkflowMissing(String workflow, Throwable cause) {
		super("The workflow '" + workflow + "' is not deployed", cause);
	}

}
