package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Result;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Outcomes;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Stands at every end event of the module that is an outcome. May run twice: the first
 * outcome of a request stays.
 */
@Component
class RecordOutcomeListener implements ExecutionListener {

	private final Requests requests;

	RecordOutcomeListener(Requests requests) {
		this.requests = requests;
	}

	@Override
	public void notify(DelegateExecution execution) {
		String endEvent = execution.getCurrentActivityId();
		String code = Outcomes.BY_END_EVENT.get(endEvent);
		if (code == null) {
			throw new IllegalStateException("The end event " + endEvent + " has no outcome");
		}
		RequestId id = RequestId.of(Variables.REQUEST_ID.get(execution));
		Outcome outcome = this.requests.recordOutcome(id, Outcome.of(code));
		Result result = this.requests.currentResult(id);
		Variables.SELFIE_OUTCOME.set(execution, outcome.code());
		Variables.SELFIE_REGISTERED.set(execution, result.selfieRegistered());
		Variables.PHOTO_URL.setOrClear(execution, result.photoUrl());
		Variables.SELFIE_REGISTERED_AT.setOrClear(execution, result.selfieRegisteredAt());
	}

}
