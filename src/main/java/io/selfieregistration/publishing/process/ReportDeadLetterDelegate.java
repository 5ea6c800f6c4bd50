package io.selfieregistration.publishing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.publishing.Deliveries;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_reportDeadLetter}. May run twice: a dead letter is
 * reported once.
 */
@Component
class ReportDeadLetterDelegate implements JavaDelegate {

	private final Deliveries deliveries;

	ReportDeadLetterDelegate(Deliveries deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.deliveries.reportDeadLetter(execution.getProcessBusinessKey());
	}

}
