package io.selfieregistration.request;

/** There is no workflow to run: none is attached, or it cannot run any more. */
public class WorkflowMissing extends Exception {

	public WorkflowMissing(String problem) {
		super(problem);
	}

}
