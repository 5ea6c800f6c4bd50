package io.selfieregistration.operator;

/** There is no such workspace, or the caller does not administer it. */
public class WorkspaceUnknown extends Exception {

	public WorkspaceUnknown() {
		super("There is no such workspace");
	}

}
