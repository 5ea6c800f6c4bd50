package io.selfieregistration.publishing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.publishing.DeliveryAttempts;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_sendDeadLetter}. The first time it fails on purpose: the
 * incident is what tells an operator. Each retry that the operator gives it sends the
 * message. May run twice: the receiver gets the same message with the same id then.
 */
@Component
class SendDeadLetterDelegate implements JavaDelegate {

	private final DeliveryAttempts attempts;

	SendDeadLetterDelegate(DeliveryAttempts attempts) {
		this.attempts = attempts;
	}

	@Override
	public void execute(DelegateExecution execution) {
		if (!failedBefore(execution)) {
			throw this.attempts.deadLetter(execution.getProcessBusinessKey());
		}
		this.attempts.sendAgain(execution.getProcessBusinessKey());
	}

	private static boolean failedBefore(DelegateExecution execution) {
		return execution.getProcessEngineServices()
			.getManagementService()
			.createJobQuery()
			.processInstanceId(execution.getProcessInstanceId())
			.activityId(execution.getCurrentActivityId())
			.withException()
			.count() > 0;
	}

}
