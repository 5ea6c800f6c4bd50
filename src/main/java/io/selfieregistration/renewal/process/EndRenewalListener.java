package io.selfieregistration.renewal.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.renewal.TemplateRenewals;

import org.springframework.stereotype.Component;

/**
 * Runs at the end of every instance of {@code renew-templates}, also when an operator
 * deletes it, so that another renewal can be started.
 */
@Component
class EndRenewalListener implements ExecutionListener {

	private final TemplateRenewals renewals;

	EndRenewalListener(TemplateRenewals renewals) {
		this.renewals = renewals;
	}

	@Override
	public void notify(DelegateExecution execution) {
		this.renewals.ended(execution.getProcessBusinessKey());
	}

}
