package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Ends every workflow: a request whose process instance is gone is over, also when an
 * operator deleted the instance.
 */
@Component
class EndRequestListener implements ExecutionListener {

	private final Requests requests;

	EndRequestListener(Requests requests) {
		this.requests = requests;
	}

	@Override
	public void notify(DelegateExecution execution) {
		Variables.REQUEST_ID.find(execution)
			.map(RequestId::of)
			.ifPresent((id) -> this.requests.abandon(id, execution.getProcessInstanceId()));
	}

}
