package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_startNextPhase}. May run twice: the phase starts once,
 * in the transaction that completes the step. A missing workflow fails the step, which is
 * retried; when retries are exhausted, an incident is raised.
 */
@Component
class StartNextPhaseDelegate implements JavaDelegate {

	private final Requests requests;

	StartNextPhaseDelegate(Requests requests) {
		this.requests = requests;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.requests.startNextPhase(RequestId.of(execution.getProcessBusinessKey()));
	}

}
