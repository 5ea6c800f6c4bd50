package io.selfieregistration.renewal.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.renewal.RenewalBatches;
import io.selfieregistration.renewal.RenewalBatches.Progress;
import io.selfieregistration.renewal.process.RenewTemplatesProcess.RenewalSteps;
import io.selfieregistration.renewal.process.RenewTemplatesProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_renewTemplates}. May run twice: templates that the first
 * run has renewed are no longer of another model.
 */
@Component
class RenewTemplatesDelegate implements JavaDelegate {

	private final RenewalBatches batches;

	RenewTemplatesDelegate(RenewalBatches batches) {
		this.batches = batches;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Progress progress = this.batches.renewNext(execution.getProcessBusinessKey());
		Variables.RENEWAL_STEP.set(execution, switch (progress.step()) {
			case AGAIN -> RenewalSteps.AGAIN;
			case LATER -> RenewalSteps.LATER;
			case DONE -> RenewalSteps.DONE;
		});
		Variables.RENEWAL_CONTINUES_AT.set(execution, progress.continuesAt().toString());
		Variables.RECOGNITION_MODEL.set(execution, progress.renewal().model());
		Variables.TEMPLATES_TOTAL.set(execution, progress.renewal().total());
		Variables.TEMPLATES_RENEWED.set(execution, progress.renewal().renewed());
		Variables.TEMPLATES_FAILED.set(execution, progress.renewal().failed());
	}

}
