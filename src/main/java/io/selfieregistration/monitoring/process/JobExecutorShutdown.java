package io.selfieregistration.monitoring.process;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Shuts the job executor down before anything else stops, and lets running jobs finish.
 * By default the engine acquires jobs until the connection pool is closed.
 */
@Component
class JobExecutorShutdown implements SmartLifecycle {

	private final JobExecutor jobs;

	private volatile boolean running;

	JobExecutorShutdown(ProcessEngine engine) {
		this.jobs = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.jobs.shutdown();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** The highest phase stops first. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
