package io.selfieregistration.publishing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.publishing.Deliveries;
import io.selfieregistration.request.RequestId;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_publishResult}. May run twice: each message is created
 * once.
 */
@Component
class PublishResultDelegate implements JavaDelegate {

	private final Deliveries deliveries;

	PublishResultDelegate(Deliveries deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.deliveries.publish(RequestId.of(execution.getProcessBusinessKey()), execution.getProcessInstanceId());
	}

}
