package io.selfieregistration.workflow;

import java.time.Instant;
import java.util.List;

/**
 * A deployed process, seen as a workflow.
 *
 * @param name what the model calls it, or null
 * @param version counts the deployments of the key, from 1
 * @param versionTag the modeller's own word for the version, or null
 * @param workspace whose it is; null means that all workspaces share it
 * @param modules the modules that it runs
 * @param obstacles why it cannot be attached to an application, one sentence each; none
 * when it can
 */
public record DeployedWorkflow(String key, String name, int version, String versionTag, Instant deployedAt,
		String workspace, List<ModuleCall> modules, List<String> obstacles) {

	/** Whether an application can run it. */
	public boolean attachable() {
		return this.obstacles.isEmpty();
	}

	/**
	 * One step of a workflow that runs a module.
	 *
	 * @param element id of the step in the model
	 * @param module key of the module
	 */
	public record ModuleCall(String element, String module) {
	}

}
