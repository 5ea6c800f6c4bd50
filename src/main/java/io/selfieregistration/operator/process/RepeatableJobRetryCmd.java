package io.selfieregistration.operator.process;

import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Notes the failure of a job on the schedule of its model. The engine leaves a job whose
 * retries are used up due after the last interval of that schedule, which may be a day,
 * so an operator who gives it a retry in Cockpit would see nothing happen. Here it is due
 * at once.
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
