package io.selfieregistration.workflow.process;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinitionQuery;

import org.springframework.stereotype.Component;

/**
 * Finds process definitions for a workspace, whose id is the tenant id of the engine: its
 * own definition, else the one without tenant that all share.
 */
@Component
public class WorkflowDefinitions {

	/** Marks the definition of a workflow. */
	private static final String WORKFLOW = "selfieRegistrationWorkflow";

	private final RepositoryService repository;

	WorkflowDefinitions(RepositoryService repository) {
		this.repository = repository;
	}

	static void mark(ProcessDefinitionEntity definition) {
		definition.setProperty(WORKFLOW, true);
	}

	/** Whether a parsed process calls a module. */
	public static boolean isWorkflow(ScopeImpl definition) {
		return definition != null && definition.getProperty(WORKFLOW) != null;
	}

	/** The latest version of each key, ordered by key. */
	List<ProcessDefinition> list(String workspace) {
		Map<String, ProcessDefinition> found = new TreeMap<>();
		sharedFirst(visibleTo(workspace)).forEach((definition) -> found.put(definition.getKey(), definition));
		return List.copyOf(found.values());
	}

	/** The latest version. */
	public Optional<ProcessDefinition> find(String workspace, String key) {
		List<ProcessDefinition> found = sharedFirst(visibleTo(workspace).processDefinitionKey(key));
		return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
	}

	private ProcessDefinitionQuery visibleTo(String workspace) {
		return this.repository.createProcessDefinitionQuery()
			.tenantIdIn(workspace)
			.includeProcessDefinitionsWithoutTenantId()
			.latestVersion();
	}

	private static List<ProcessDefinition> sharedFirst(ProcessDefinitionQuery query) {
		return query.list()
			.stream()
			.sorted(Comparator.comparing(ProcessDefinition::getTenantId,
					Comparator.nullsFirst(Comparator.naturalOrder())))
			.toList();
	}

}
