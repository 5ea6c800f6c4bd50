package io.selfieregistration.request.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;

import io.selfieregistration.request.DeployedWorkflow;
import io.selfieregistration.request.DeployedWorkflow.ModuleCall;
import io.selfieregistration.request.WorkflowCatalog;

import org.springframework.stereotype.Component;

/** The processes that are deployed in the Camunda engine. */
@Component
class CamundaWorkflowCatalog implements WorkflowCatalog {

	private final RepositoryService repository;

	private final WorkflowDefinitions definitions;

	CamundaWorkflowCatalog(RepositoryService repository, WorkflowDefinitions definitions) {
		this.repository = repository;
		this.definitions = definitions;
	}

	@Override
	public List<DeployedWorkflow> list(String workspace) {
		return this.definitions.list(workspace)
			.stream()
			.filter(CamundaWorkflowCatalog::isNoModule)
			.map(this::describe)
			.toList();
	}

	@Override
	public Optional<DeployedWorkflow> find(String workspace, String key) {
		return this.definitions.find(workspace, key).filter(CamundaWorkflowCatalog::isNoModule).map(this::describe);
	}

	private static boolean isNoModule(ProcessDefinition definition) {
		return !ModuleInterface.MODULES.contains(definition.getKey());
	}

	private DeployedWorkflow describe(ProcessDefinition definition) {
		ModuleInterface model = new ModuleInterface(this.repository.getBpmnModelInstance(definition.getId()),
				definition.getKey());
		List<ModuleCall> modules = model.calls()
			.stream()
			.map((call) -> new ModuleCall(call.getId(), call.getCalledElement()))
			.toList();
		List<String> obstacles = new ArrayList<>(model.obstacles());
		if (definition.isSuspended()) {
			obstacles.add("The process is suspended");
		}
		return new DeployedWorkflow(definition.getKey(), definition.getName(), definition.getVersion(),
				definition.getVersionTag(), deployedAt(definition), definition.getTenantId(), modules,
				List.copyOf(obstacles));
	}

	private Instant deployedAt(ProcessDefinition definition) {
		return this.repository.createDeploymentQuery()
			.deploymentId(definition.getDeploymentId())
			.singleResult()
			.getDeploymentTime()
			.toInstant();
	}

}
