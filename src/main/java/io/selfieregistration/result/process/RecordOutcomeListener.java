package io.selfieregistration.result.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.result.Result;
import io.selfieregistration.result.Results;
import io.selfieregistration.workflow.process.ModuleContract;
import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Records the outcome at every end event of a module. May run twice: the first outcome of
 * a run stays. The outputs describe the phase so far, so that a module skipped after
 * another has registered a selfie does not revoke it. A module sets those of its outputs
 * that its contract names.
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
		ModuleContract module = Modules.of(((ExecutionEntity) execution).getProcessDefinition().getKey());
		ModuleRun run = this.runs.end(RequestId.of(Variables.REQUEST_ID.get(execution)), module.key(),
				execution.getProcessInstanceId(), Outcome.of(module.outcome(execution.getCurrentActivityId())));
		Variables.SELFIE_OUTCOME.set(execution, run.outcome().code());
		Result result = this.results.after(run);
		result.texts()
			.entrySet()
			.stream()
			.filter((text) -> module.outputs().containsKey(text.getKey()))
			.forEach((text) -> execution.setVariable(text.getKey(), text.getValue()));
	}

}
