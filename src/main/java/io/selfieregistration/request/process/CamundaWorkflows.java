package io.selfieregistration.request.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;

import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.workflow.WorkflowMissing;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.ModuleContract.Message;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import io.selfieregistration.workflow.process.WorkflowDefinitions;

import org.springframework.stereotype.Component;

/** Runs workflows in the Camunda engine. */
@Component
class CamundaWorkflows implements Workflows {

	/** The process that starts the second phase. Its business key is the request's id. */
	static final String NEXT_PHASE = "start-next-phase";

	/**
	 * No reminder is sent once a selfie was submitted: the timer is set after the expiry.
	 */
	private static final Duration NEVER = Duration.ofDays(1);

	private final RuntimeService runtime;

	private final WorkflowDefinitions definitions;

	private final InstanceWorkspaces workspaces;

	private final ManagementService management;

	private final EngineUsers users;

	private final PendingMessages messages;

	CamundaWorkflows(RuntimeService runtime, WorkflowDefinitions definitions, InstanceWorkspaces workspaces,
			ManagementService management, EngineUsers users, PendingMessages messages) {
		this.runtime = runtime;
		this.definitions = definitions;
		this.workspaces = workspaces;
		this.management = management;
		this.users = users;
		this.messages = messages;
	}

	@Override
	public void start(String workspace, String workflow, RequestId id) {
		ProcessDefinition definition = this.definitions.find(workspace, workflow)
			.filter((found) -> !found.isSuspended())
			.orElseThrow(() -> new WorkflowMissing("The workflow '" + workflow + "' is not deployed or is suspended"));
		this.workspaces.startFor(workspace,
				() -> this.runtime.createProcessInstanceById(definition.getId()).businessKey(id.toString()).execute());
	}

	@Override
	public void selfieSubmitted(ModuleRun run, boolean accepted, int attemptsLeft, Instant expiry) {
		Map<String, Object> variables = new HashMap<>();
		if (!accepted && run.decision() != null) {
			variables.put(Variables.CAPTURE_DECISION.name(), run.decision().code());
		}
		variables.put(Variables.SELFIE_ACCEPTED.name(), accepted);
		variables.put(Variables.ATTEMPTS_LEFT.name(), attemptsLeft);
		if (!accepted && attemptsLeft > 0) {
			variables.put(Variables.CAPTURE_EXPIRES_AT.name(), expiry.toString());
			variables.put(Variables.REMINDER_DUE_AT.name(), expiry.plus(NEVER).toString());
		}
		this.messages.add(run, Message.SELFIE_SUBMITTED, variables);
	}

	@Override
	public void cancelled(RequestId id) {
		this.messages.add(id, Message.CANCELLATION_REQUESTED);
	}

	@Override
	public void consentRefused(ModuleRun run) {
		this.messages.add(run, Message.CONSENT_REFUSED, Map.of());
	}

	@Override
	public void resendLink(ModuleRun run) {
		this.messages.add(run, Message.RESEND_REQUESTED, Map.of());
	}

	@Override
	public void nextPhase(String workspace, RequestId id) {
		startBeside(NEXT_PHASE, workspace, id);
	}

	@Override
	public void startBeside(String process, String workspace, RequestId id) {
		// Also follows from deleting an instance, whichever user does that.
		this.users.runAsService(() -> this.workspaces.startFor(workspace,
				() -> this.runtime.createProcessInstanceByKey(process)
					.processDefinitionWithoutTenantId()
					.businessKey(id.toString())
					.execute()));
	}

	@Override
	public void abandonNextPhase(RequestId id) {
		this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(id.toString(), NEXT_PHASE)
			.list()
			.forEach((process) -> abandon(process.getId()));
	}

	@Override
	public void abandon(String processInstanceId) {
		this.runtime.deleteProcessInstance(processInstanceId, "The request was cancelled");
	}

	@Override
	public void moveExpiry(ModuleRun run, Instant expiry) {
		Job timer = this.management.createJobQuery()
			.processInstanceId(run.processInstanceId())
			.activityId(SelfieRegistrationProcess.EXPIRY_TIMER)
			.timers()
			.singleResult();
		// Without a timer the link is still being sent, by a step that must not be
		// interrupted.
		if (timer != null) {
			this.runtime.setVariable(run.processInstanceId(), Variables.CAPTURE_EXPIRES_AT.name(), expiry.toString());
			this.management.setJobDuedate(timer.getId(), Date.from(expiry));
		}
	}

}
