package io.selfieregistration.publishing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.publishing.DeliveryAttempts;
import io.selfieregistration.publishing.DeliveryAttempts.Progress;
import io.selfieregistration.publishing.process.DeliverMessageProcess.DeliveryOutcomes;
import io.selfieregistration.publishing.process.DeliverMessageProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_attemptDelivery}. May run twice: the receiver then gets
 * the same message with the same id.
 */
@Component
class AttemptDeliveryDelegate implements JavaDelegate {

	private final DeliveryAttempts attempts;

	AttemptDeliveryDelegate(DeliveryAttempts attempts) {
		this.attempts = attempts;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Progress progress = this.attempts.attempt(execution.getProcessBusinessKey());
		Variables.DELIVERY_OUTCOME.set(execution, switch (progress.step()) {
			case DELIVERED -> DeliveryOutcomes.DELIVERED;
			case AGAIN -> DeliveryOutcomes.AGAIN;
			case DEAD -> DeliveryOutcomes.DEAD;
		});
		if (progress.nextAttemptAt() != null) {
			Variables.NEXT_ATTEMPT_AT.set(execution, progress.nextAttemptAt().toString());
		}
	}

}
