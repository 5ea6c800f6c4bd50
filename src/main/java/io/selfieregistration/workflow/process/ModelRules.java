package io.selfieregistration.workflow.process;

import java.util.List;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;

import io.selfieregistration.rule.RuleUses;

import org.springframework.stereotype.Component;

/** The rules in the latest versions of the workflows that a workspace can run. */
@Component
class ModelRules implements RuleUses {

	private final RepositoryService repository;

	private final WorkflowDefinitions definitions;

	ModelRules(RepositoryService repository, WorkflowDefinitions definitions) {
		this.repository = repository;
		this.definitions = definitions;
	}

	@Override
	public List<Use> find(String workspace) {
		return this.definitions.list(workspace).stream().flatMap((definition) -> rules(definition).stream()).toList();
	}

	private List<Use> rules(ProcessDefinition definition) {
		ModuleInterface model = new ModuleInterface(this.repository.getBpmnModelInstance(definition.getId()),
				definition.getKey());
		return model.calls()
			.stream()
			.flatMap((call) -> ModuleInterface.rule(call)
				.map((rule) -> new Use("the step '" + call.getId() + "' of the workflow '" + definition.getKey() + "'",
						rule))
				.stream())
			.toList();
	}

}
