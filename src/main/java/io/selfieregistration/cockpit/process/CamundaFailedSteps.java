package io.selfieregistration.cockpit.process;

import java.util.List;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

import io.selfieregistration.cockpit.FailedSteps;
import io.selfieregistration.cockpit.NotStuck;
import io.selfieregistration.cockpit.OpenIncident;
import io.selfieregistration.cockpit.Viewer;
import io.selfieregistration.operator.EngineUsers;

import org.springframework.stereotype.Component;

/** Explains failed jobs and external tasks of the Camunda engine, and retries them. */
@Component
class CamundaFailedSteps implements FailedSteps {

	private final ProcessEngine engine;

	private final EngineUsers users;

	CamundaFailedSteps(ProcessEngine engine, EngineUsers users) {
		this.engine = engine;
		this.users = users;
	}

	@Override
	public Explanation explain(OpenIncident incident) {
		FailureCause cause = FailureCause.of(incident);
		BpmnModelInstance[] model = new BpmnModelInstance[1];
		// A viewer of the registration may learn the names of its steps.
		this.users.runAsService(
				() -> model[0] = this.engine.getRepositoryService().getBpmnModelInstance(incident.definitionId()));
		return new Explanation(name(model[0], incident.step()), name(model[0], incident.definitionKey()), cause.code(),
				cause.message());
	}

	private static String name(BpmnModelInstance model, String id) {
		ModelElementInstance element = model.getModelElementById(id);
		String name = (element instanceof FlowElement step) ? step.getName()
				: (element instanceof Process process) ? process.getName() : null;
		return (name != null && !name.isBlank()) ? name : id;
	}

	/** The engine checks the same permissions, once more, when it retries. */
	@Override
	public boolean mayRetry(Viewer viewer, List<OpenIncident> incidents) {
		List<OpenIncident> failed = incidents.stream()
			.filter((incident) -> isJob(incident) || isExternalTask(incident))
			.toList();
		return !failed.isEmpty() && (viewer.everything() || failed.stream().allMatch(this::mayRetry));
	}

	private boolean mayRetry(OpenIncident incident) {
		String key = incident.definitionKey();
		String instance = incident.processInstanceId();
		return may(Permissions.UPDATE_INSTANCE, Resources.PROCESS_DEFINITION, key)
				|| may(Permissions.UPDATE, Resources.PROCESS_INSTANCE, instance)
				|| (isJob(incident) && (may(ProcessDefinitionPermissions.RETRY_JOB, Resources.PROCESS_DEFINITION, key)
						|| may(ProcessInstancePermissions.RETRY_JOB, Resources.PROCESS_INSTANCE, instance)));
	}

	private boolean may(Permission permission, Resource resource, String id) {
		Authentication user = this.engine.getIdentityService().getCurrentAuthentication();
		AuthorizationService authorizations = this.engine.getAuthorizationService();
		return authorizations.isUserAuthorized(user.getUserId(), user.getGroupIds(), permission, resource, id);
	}

	@Override
	public void retry(List<OpenIncident> incidents) {
		List<String> jobs = failedIds(incidents.stream().filter(CamundaFailedSteps::isJob).toList());
		List<String> tasks = failedIds(incidents.stream().filter(CamundaFailedSteps::isExternalTask).toList());
		ManagementService management = this.engine.getManagementService();
		ExternalTaskService externalTasks = this.engine.getExternalTaskService();
		try {
			if (!jobs.isEmpty()) {
				management.setJobRetries(jobs, 1);
			}
			if (!tasks.isEmpty()) {
				externalTasks.setRetries(tasks, 1);
			}
		}
		catch (NotFoundException | NullValueException ex) {
			throw new NotStuck();
		}
	}

	private static List<String> failedIds(List<OpenIncident> incidents) {
		return incidents.stream().map(OpenIncident::failedId).toList();
	}

	private static boolean isJob(OpenIncident incident) {
		return Incident.FAILED_JOB_HANDLER_TYPE.equals(incident.type());
	}

	private static boolean isExternalTask(OpenIncident incident) {
		return Incident.EXTERNAL_TASK_HANDLER_TYPE.equals(incident.type());
	}

}
