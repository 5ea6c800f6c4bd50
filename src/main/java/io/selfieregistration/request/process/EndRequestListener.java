package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.request.RequestEvent;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Runs at the end of every workflow: a request whose process instance is gone ends, also
 * when an operator deleted the instance.
 */
@Component
class EndRequestListener implements ExecutionListener {

	private final Requests requests;

	private final ApplicationEventPublisher events;

	EndRequestListener(Requests requests, ApplicationEventPublisher events) {
		this.requests = requests;
		this.events = events;
	}

	@Override
	public void notify(DelegateExecution execution) {
		Variables.REQUEST_ID.find(execution)
			.map(RequestId::of)
			.ifPresent((id) -> end(id, execution.getProcessInstanceId()));
	}

	private void end(RequestId id, String processInstanceId) {
		if (this.requests.abandon(id, processInstanceId)) {
			this.events.publishEvent(new RequestEvent.Abandoned(id, processInstanceId));
		}
	}

}
