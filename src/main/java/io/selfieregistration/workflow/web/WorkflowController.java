package io.selfieregistration.workflow.web;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.Size;

import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.operator.WorkspaceUnknown;
import io.selfieregistration.web.ProblemStatus;
import io.selfieregistration.workflow.DeployedWorkflow;
import io.selfieregistration.workflow.DeployedWorkflow.ModuleCall;
import io.selfieregistration.workflow.WorkflowCatalog;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** API for operators to list the workflows of a workspace. */
@RestController
@RequestMapping("/api/v1/workflows")
class WorkflowController {

	private static final String DEFAULT_WORKSPACE = "default";

	private final WorkflowCatalog catalog;

	private final EngineUsers users;

	WorkflowController(WorkflowCatalog catalog, EngineUsers users) {
		this.catalog = catalog;
		this.users = users;
	}

	/** Lists the workflows that can be attached to applications of a workspace. */
	@GetMapping
	WorkflowList list(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace) throws WorkspaceUnknown {
		this.users.requireWorkspace(operator, workspace);
		return new WorkflowList(this.catalog.list(workspace).stream().map(WorkflowAnswer::of).toList());
	}

	/** Reads a workflow. */
	@GetMapping("/{key}")
	WorkflowAnswer read(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = DEFAULT_WORKSPACE) @Size(max = 64) String workspace, @PathVariable String key)
			throws WorkspaceUnknown, WorkflowUnknown {
		this.users.requireWorkspace(operator, workspace);
		return WorkflowAnswer.of(this.catalog.find(workspace, key).orElseThrow(WorkflowUnknown::new));
	}

	/**
	 * A deployed process.
	 *
	 * @param workspace that owns it; absent if all workspaces share it
	 * @param attachable whether it can be attached to an application
	 * @param obstacles why it cannot be attached, one sentence each
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record WorkflowAnswer(String key, String name, int version, String versionTag, Instant deployedAt, String workspace,
			List<ModuleAnswer> modules, boolean attachable, List<String> obstacles) {

		static WorkflowAnswer of(DeployedWorkflow workflow) {
			return new WorkflowAnswer(workflow.key(), workflow.name(), workflow.version(), workflow.versionTag(),
					workflow.deployedAt(), workflow.workspace(),
					workflow.modules().stream().map(ModuleAnswer::of).toList(), workflow.attachable(),
					workflow.obstacles());
		}

	}

	/**
	 * One step that calls a module.
	 *
	 * @param element id of the step in the model
	 * @param module key of the module
	 */
	record ModuleAnswer(String element, String module) {

		static ModuleAnswer of(ModuleCall call) {
			return new ModuleAnswer(call.element(), call.module());
		}

	}

	/** Workflows by key. */
	record WorkflowList(List<WorkflowAnswer> workflows) {
	}

	/** No such workflow is deployed for the workspace. */
	@ProblemStatus(status = 404, code = "workflow_unknown")
	private static final class WorkflowUnknown extends RuntimeException {

		private WorkflowUnknown() {
			super("There is no such workflow");
		}

	}

}
