package io.selfieregistration.publishing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.publishing.DeliveryAttempts;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_sendDeadLetter}. The first run fails on purpose, to
 * raise an incident for operators. Each retry by an operator sends the message. May run
 * twice: the receiver then gets the same message with the same id.
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
