package io.selfieregistration.operator;

import java.util.Set;

/**
 * A user who administers workspaces (tenants): the principal of a call to the
 * administration API.
 *
 * @param everywhere whether the user administers all workspaces
 * @param workspaces the ones the user administers otherwise
 */
public record Operator(String id, boolean everywhere, Set<String> workspaces) {

	public Operator {
		workspaces = Set.copyOf(workspaces);
	}

	public boolean mayAdminister(String workspace) {
		return this.everywhere || this.workspaces.contains(workspace);
	}

	/** Whether there is anything to administer. */
	public boolean isAny() {
		return this.everywhere || !this.workspaces.isEmpty();
	}

	/** Returns the name for audit records. */
	@Override
	public String toString() {
		return this.id;
	}

}
