package io.selfieregistration.invitation.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.request.Decision;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_closeCaptureLink}: decides that the time is over, unless
 * something else was decided before. May run twice: the first decision stays.
 */
@Component
class CloseCaptureLinkDelegate implements JavaDelegate {

	private final Requests requests;

	CloseCaptureLinkDelegate(Requests requests) {
		this.requests = requests;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Decision decision = this.requests.decide(RequestId.of(execution.getProcessBusinessKey()), Decision.EXPIRED);
		Variables.CAPTURE_DECISION.set(execution, decision.code());
	}

}
