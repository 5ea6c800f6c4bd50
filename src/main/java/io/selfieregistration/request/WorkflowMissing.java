package io.selfieregistration.request;

/** The workflow that an application names is not deployed, or is suspended. */
public class WorkflowMissing extends Exception {

	public WorkflowMissing(String workflow) {
		super("The workflow '" + workflow + "' is not deployed or is suspended");
	}

}
