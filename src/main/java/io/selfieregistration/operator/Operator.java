package io.selfieregistration.operator;

import java.util.Set;

/**
 * Somebody who administers workspaces: the principal of a call to the administration.
 *
 * @param everywhere whether it is all workspaces
 * @param workspaces the ones it is otherwise
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

	/** The name in records of who did something. */
	@Override
	public String toString() {
		return this.id;
	}

}
