package io.selfieregistration.operator.process;

import java.time.Duration;
import java.util.Date;

import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

import io.selfieregistration.jdbc.DatabaseFault;

/**
 * Applies the retry schedule of the model to a failed job, and makes it due at once when
 * its retries are exhausted. The engine leaves such a job due after the last interval,
 * perhaps a day, so a retry by an operator in Cockpit would seem to do nothing.
 * <p>
 * A fault of the database uses up no retry: it says nothing about the step, and some
 * steps have one retry only. That ends an hour after the job was created, lest a step
 * that breaks its own connection goes on for good.
 */
class RepeatableJobRetryCmd extends DefaultJobRetryCmd {

	private static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Duration UNCOUNTED = Duration.ofHours(1);

	RepeatableJobRetryCmd(String jobId, Throwable exception) {
		super(jobId, exception);
	}

	@Override
	public Object execute(CommandContext commandContext) {
		JobEntity failed = commandContext.getJobManager().findJobById(this.jobId);
		if (failed != null && isUncounted(failed)) {
			failed.unlock();
			failed.setDuedate(Date.from(ClockUtil.getCurrentTime().toInstant().plus(PAUSE)));
			return null;
		}
		Object result = super.execute(commandContext);
		JobEntity job = commandContext.getJobManager().findJobById(this.jobId);
		if (job != null && job.getRetries() == 0) {
			job.setDuedate(ClockUtil.getCurrentTime());
		}
		return result;
	}

	private boolean isUncounted(JobEntity job) {
		return DatabaseFault.isTemporary(this.exception) && job.getCreateTime() != null
				&& job.getCreateTime().toInstant().isAfter(ClockUtil.getCurrentTime().toInstant().minus(UNCOUNTED));
	}

}
