package io.selfieregistration.workflow;

import java.util.List;
import java.util.Optional;

/**
 * The deployed processes that a workspace can run for its requests: its own, and those
 * that all workspaces share. Of two with the same key the workspace's own one counts. A
 * workspace never sees what belongs to another one.
 */
public interface WorkflowCatalog {

	/**
	 * @return the latest version of each, ordered by key; modules are not among them
	 */
	List<DeployedWorkflow> list(String workspace);

	/**
	 * @return the latest version
	 */
	Optional<DeployedWorkflow> find(String workspace, String key);

}
