package io.selfieregistration.workflow;

import java.time.Instant;
import java.util.List;

/**
 * A deployed process that can serve as a workflow.
 *
 * @param name name in the model, or null
 * @param version counts the deployments of the key, from 1
 * @param versionTag the modeller's version tag, or null
 * @param workspace that owns it; null if all workspaces share it
 * @param modules the modules that it calls
 * @param obstacles why it cannot be attached to an application, one sentence each; none
 * when it can
 */
public record DeployedWorkflow(String key, String name, int version, String versionTag, Instant deployedAt,
		String workspace, List<ModuleCall> modules, List<String> obstacles) {

	/** Whether it can be attached to an application. */
	public boolean attachable() {
		return this.obstacles.isEmpty();
	}

	/**
	 * One step of a workflow that calls a module.
	 *
	 * @param element id of the step in the model
	 * @param module key of the module
	 */
	public record ModuleCall(String element, String module) {
	}

}
