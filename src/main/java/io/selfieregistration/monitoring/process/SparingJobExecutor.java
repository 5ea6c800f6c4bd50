package io.selfieregistration.monitoring.process;

import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.SequentialJobAcquisitionRunnable;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/**
 * Asks for jobs once when it is told of a job. The engine's own executor asks twice: it
 * takes the message that made it ask for one that came while it asked.
 */
class SparingJobExecutor extends SpringJobExecutor {

	@Override
	protected void ensureInitialization() {
		super.ensureInitialization();
		this.acquireJobsRunnable = new Acquisition(this);
	}

	static final class Acquisition extends SequentialJobAcquisitionRunnable {

		Acquisition(JobExecutor executor) {
			super(executor);
		}

		/** What was added before is found now. */
		@Override
		protected AcquiredJobs acquireJobs(JobAcquisitionContext context, JobAcquisitionStrategy strategy,
				ProcessEngineImpl engine) {
			this.isJobAdded = false;
			return super.acquireJobs(context, strategy, engine);
		}

		/** Keeps news that came meanwhile for the next time. */
		@Override
		protected void clearJobAddedNotification() {
		}

		@Override
		protected void suspendAcquisition(long millis) {
			super.suspendAcquisition(this.isJobAdded ? Math.min(millis, 1) : millis);
		}

	}

}
