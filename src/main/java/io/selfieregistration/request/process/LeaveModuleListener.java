package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;

import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestId;

import org.springframework.stereotype.Component;

/**
 * Runs at the end of every module. A module that reached an end event of its own has its
 * outcome; one that its caller left (an interrupting boundary event on it or around it, a
 * terminate end event, an event subprocess), or that an operator deleted or moved to its
 * end, gets it here: expired if a timer did it, else cancelled. Its link thus closes in
 * the same transaction.
 */
@Component
class LeaveModuleListener implements ExecutionListener {

	private final ModuleRuns runs;

	LeaveModuleListener(ModuleRuns runs) {
		this.runs = runs;
	}

	@Override
	public void notify(DelegateExecution execution) {
		RequestId.parse(execution.getProcessBusinessKey())
			.ifPresent((id) -> this.runs.leave(id, execution.getProcessInstanceId(),
					isTimerFiring() ? Outcome.EXPIRED : Outcome.CANCELLED));
	}

	private static boolean isTimerFiring() {
		JobEntity job = Context.getCommandContext().getCurrentJob();
		return job instanceof TimerEntity;
	}

}
