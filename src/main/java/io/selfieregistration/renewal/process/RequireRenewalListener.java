package io.selfieregistration.renewal.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.renewal.TemplateRenewals;
import io.selfieregistration.workflow.process.StartRefused;

import org.springframework.stereotype.Component;

/**
 * Runs at the start of every instance of {@code renew-templates}, which only our API can
 * start: it asks who may renew the templates of which workspace.
 */
@Component
class RequireRenewalListener implements ExecutionListener {

	private final TemplateRenewals renewals;

	RequireRenewalListener(TemplateRenewals renewals) {
		this.renewals = renewals;
	}

	@Override
	public void notify(DelegateExecution execution) {
		String id = execution.getProcessBusinessKey();
		if (id == null || !this.renewals.begin(id, execution.getProcessInstanceId())) {
			throw new StartRefused("The renewal of templates is started by POST /api/v1/template-renewals");
		}
	}

}
