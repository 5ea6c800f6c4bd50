package io.selfieregistration.workflow.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;

import io.selfieregistration.rule.RuleChecks;
import io.selfieregistration.workflow.DeployedWorkflow;
import io.selfieregistration.workflow.DeployedWorkflow.ModuleCall;
import io.selfieregistration.workflow.WorkflowCatalog;
import io.selfieregistration.workflow.process.ModuleInterface.Obstacle;

import org.springframework.stereotype.Component;

/** The processes that are deployed in the Camunda engine. */
@Component
class CamundaWorkflowCatalog implements WorkflowCatalog {

	/** What comes with the service is deployed at its start, under this name. */
	private static final String OWN_DEPLOYMENT = "SpringAutoDeployment";

	private final RepositoryService repository;

	private final WorkflowDefinitions definitions;

	private final RuleChecks rules;

	CamundaWorkflowCatalog(RepositoryService repository, WorkflowDefinitions definitions, RuleChecks rules) {
		this.repository = repository;
		this.definitions = definitions;
		this.rules = rules;
	}

	@Override
	public List<DeployedWorkflow> list(String workspace) {
		return this.definitions.list(workspace)
			.stream()
			.flatMap((definition) -> describe(definition, workspace).stream())
			.toList();
	}

	@Override
	public Optional<DeployedWorkflow> find(String workspace, String key) {
		return this.definitions.find(workspace, key).flatMap((definition) -> describe(definition, workspace));
	}

	/**
	 * @return empty for a module, and for a process that this service has for itself
	 */
	private Optional<DeployedWorkflow> describe(ProcessDefinition definition, String workspace) {
		ModuleInterface model = new ModuleInterface(this.repository.getBpmnModelInstance(definition.getId()),
				definition.getKey());
		List<ModuleCall> modules = model.calls()
			.stream()
			.map((call) -> new ModuleCall(call.getId(), call.getCalledElement()))
			.toList();
		Deployment deployment = this.repository.createDeploymentQuery()
			.deploymentId(definition.getDeploymentId())
			.singleResult();
		if (Modules.keys().contains(definition.getKey())
				|| modules.isEmpty() && OWN_DEPLOYMENT.equals(deployment.getName())) {
			return Optional.empty();
		}
		List<String> obstacles = model.obstacles((rule) -> this.rules.check(workspace, rule))
			.stream()
			.map(Obstacle::sentence)
			.collect(Collectors.toCollection(ArrayList::new));
		if (definition.isSuspended()) {
			obstacles.add("The process is suspended");
		}
		return Optional.of(new DeployedWorkflow(definition.getKey(), definition.getName(), definition.getVersion(),
				definition.getVersionTag(), deployment.getDeploymentTime().toInstant(), definition.getTenantId(),
				modules, List.copyOf(obstacles)));
	}

}
