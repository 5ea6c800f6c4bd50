package io.selfieregistration.invitation.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.RequestId;

import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_closeCaptureLink}: decides the run as expired, unless it
 * was already decided. May run twice: the first decision stays.
 */
@Component
class CloseCaptureLinkDelegate implements JavaDelegate {

	private final ModuleRuns runs;

	CloseCaptureLinkDelegate(ModuleRuns runs) {
		this.runs = runs;
	}

	@Override
	public void execute(DelegateExecution execution) {
		ModuleRun run = this.runs.lock(RequestId.of(execution.getProcessBusinessKey()),
				execution.getProcessInstanceId());
		Variables.CAPTURE_DECISION.set(execution, this.runs.decide(run.id(), Decision.EXPIRED).decision().code());
	}

}
