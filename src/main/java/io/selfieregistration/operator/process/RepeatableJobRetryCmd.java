package io.selfieregistration.operator.process;

import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Applies the retry schedule of the model to a failed job, and makes it due at once when
 * its retries are exhausted. The engine leaves such a job due after the last interval,
 * perhaps a day, so a retry by an operator in Cockpit would seem to do nothing.
 */
class RepeatableJobRetryCmd extends DefaultJobRetryCmd {

	RepeatableJobRetryCmd(String jobId, Throwable exception) {
		super(jobId, exception);
	}

	@Override
	public Object execute(CommandContext commandContext) {
		Object result = super.execute(commandContext);
		JobEntity job = commandContext.getJobManager().findJobById(this.jobId);
		if (job != null && job.getRetries() == 0) {
			job.setDuedate(ClockUtil.getCurrentTime());
		}
		return result;
	}

}
