package io.selfieregistration.request.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.CallActivity;

import io.selfieregistration.request.DeployedWorkflow;
import io.selfieregistration.request.DeployedWorkflow.ModuleCall;
import io.selfieregistration.request.WorkflowCatalog;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.Rules;

import org.springframework.stereotype.Component;

/** The processes that are deployed in the Camunda engine. */
@Component
class CamundaWorkflowCatalog implements WorkflowCatalog {

	private final RepositoryService repository;

	private final WorkflowDefinitions definitions;

	private final Rules rules;

	CamundaWorkflowCatalog(RepositoryService repository, WorkflowDefinitions definitions, Rules rules) {
		this.repository = repository;
		this.definitions = definitions;
		this.rules = rules;
	}

	@Override
	public List<DeployedWorkflow> list(String workspace) {
		return this.definitions.list(workspace)
			.stream()
			.filter(CamundaWorkflowCatalog::isNoModule)
			.map((definition) -> describe(definition, workspace))
			.toList();
	}

	@Override
	public Optional<DeployedWorkflow> find(String workspace, String key) {
		return this.definitions.find(workspace, key)
			.filter(CamundaWorkflowCatalog::isNoModule)
			.map((definition) -> describe(definition, workspace));
	}

	private static boolean isNoModule(ProcessDefinition definition) {
		return !ModuleInterface.MODULES.contains(definition.getKey());
	}

	private DeployedWorkflow describe(ProcessDefinition definition, String workspace) {
		ModuleInterface model = new ModuleInterface(this.repository.getBpmnModelInstance(definition.getId()),
				definition.getKey());
		List<ModuleCall> modules = model.calls()
			.stream()
			.map((call) -> new ModuleCall(call.getId(), call.getCalledElement()))
			.toList();
		List<String> obstacles = new ArrayList<>(model.obstacles());
		model.calls().forEach((call) -> problemOfRule(call, workspace).ifPresent(obstacles::add));
		if (definition.isSuspended()) {
			obstacles.add("The process is suspended");
		}
		return new DeployedWorkflow(definition.getKey(), definition.getName(), definition.getVersion(),
				definition.getVersionTag(), deployedAt(definition), definition.getTenantId(), modules,
				List.copyOf(obstacles));
	}

	/** A rule that is computed in the engine is known when it is decided only. */
	private Optional<String> problemOfRule(CallActivity call, String workspace) {
		Optional<String> rule = ModuleInterface.rule(call)
			.filter((text) -> !text.isBlank() && !text.contains("${") && !text.contains("#{"));
		try {
			rule.ifPresent((text) -> this.rules.check(workspace, text));
			return Optional.empty();
		}
		catch (RuleInvalid ex) {
			return Optional
				.of("The call activity '" + call.getId() + "' has a rule that is not valid: " + ex.getMessage());
		}
	}

	private Instant deployedAt(ProcessDefinition definition) {
		return this.repository.createDeploymentQuery()
			.deploymentId(definition.getDeploymentId())
			.singleResult()
			.getDeploymentTime()
			.toInstant();
	}

}
