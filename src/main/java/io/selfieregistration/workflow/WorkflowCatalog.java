package io.selfieregistration.workflow;

import java.util.List;
import java.util.Optional;

/**
 * The deployed processes that a workspace (tenant) can run for its requests: its own and
 * the shared ones. Of two with the same key, the workspace's own takes precedence. A
 * workspace never sees processes of another one.
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
