package io.selfieregistration.result.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.result.Result;
import io.selfieregistration.result.Results;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Outcomes;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Records the outcome at every end event of the module. May run twice: the first outcome
 * of a run stays. The outputs describe the phase so far, so that a module skipped after
 * another has registered a selfie does not revoke it.
 */
@Component
class RecordOutcomeListener implements ExecutionListener {

	private final ModuleRuns runs;

	private final Results results;

	RecordOutcomeListener(ModuleRuns runs, Results results) {
		this.runs = runs;
		this.results = results;
	}

	@Override
	public void notify(DelegateExecution execution) {
		String endEvent = execution.getCurrentActivityId();
		String code = Outcomes.BY_END_EVENT.get(endEvent);
		if (code == null) {
			throw new IllegalStateException("The end event " + endEvent + " has no outcome");
		}
		ModuleRun run = this.runs.end(RequestId.of(Variables.REQUEST_ID.get(execution)), SelfieRegistrationProcess.KEY,
				execution.getProcessInstanceId(), Outcome.of(code));
		Result result = this.results.after(run);
		Variables.SELFIE_OUTCOME.set(execution, run.outcome().code());
		Variables.SELFIE_REGISTERED.set(execution, result.selfieRegistered());
		Variables.PHOTO_URL.setOrClear(execution, result.photoUrl());
		Variables.SELFIE_REGISTERED_AT.setOrClear(execution, result.selfieRegisteredAt());
	}

}
