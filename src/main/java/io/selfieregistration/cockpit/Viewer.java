package io.selfieregistration.cockpit;

import java.util.Set;

import io.selfieregistration.operator.Operator;

/**
 * A user who is logged in to Cockpit, and what the engine lets that user see.
 *
 * @param operator the user, and the workspaces that the user administers
 * @param everything whether the engine hides nothing from the user
 * @param workspaces otherwise the ones that the user belongs to
 * @param definitions otherwise the keys of the processes whose history the user may read
 * @param photos whether the user may look at photos
 */
public record Viewer(Operator operator, boolean everything, Set<String> workspaces, Set<String> definitions,
		boolean photos) {

	public Viewer {
		workspaces = Set.copyOf(workspaces);
		definitions = Set.copyOf(definitions);
	}

	/**
	 * Whether the engine lets the user see an instance of a process.
	 * @param definitionKey null for a phase that never ran, which only users who see
	 * everything may see
	 */
	public boolean sees(String workspace, String definitionKey) {
		return this.everything || (definitionKey != null && this.workspaces.contains(workspace)
				&& this.definitions.contains(definitionKey));
	}

	public boolean administers(String workspace) {
		return this.operator.mayAdminister(workspace);
	}

	/** Returns the name of the user for audit records. */
	public String id() {
		return this.operator.id();
	}

}
