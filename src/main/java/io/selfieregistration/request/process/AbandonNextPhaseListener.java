package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.request.RequestEvent;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Runs at the end of every instance of {@code start-next-phase}: if it ended before
 * starting the phase, the request ends.
 */
@Component
class AbandonNextPhaseListener implements ExecutionListener {

	private final Requests requests;

	private final ApplicationEventPublisher events;

	AbandonNextPhaseListener(Requests requests, ApplicationEventPublisher events) {
		this.requests = requests;
		this.events = events;
	}

	@Override
	public void notify(DelegateExecution execution) {
		RequestId id = RequestId.of(execution.getProcessBusinessKey());
		if (this.requests.abandonNextPhase(id, execution.getProcessInstanceId())) {
			this.events.publishEvent(new RequestEvent.Abandoned(id, execution.getProcessInstanceId()));
		}
	}

}
