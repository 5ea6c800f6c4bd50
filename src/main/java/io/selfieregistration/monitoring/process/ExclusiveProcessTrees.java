package io.selfieregistration.monitoring.process;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;

import io.selfieregistration.workflow.process.EngineExtensions;

import org.springframework.stereotype.Component;

/**
 * Makes exclusive jobs exclusive in a process and all that it calls, so that a workflow
 * and its module never run at the same time. The job behind a module therefore runs right
 * after the last job of the module, in the same thread, as the engine itself does within
 * one process: no other node has to acquire it.
 */
@Component
class ExclusiveProcessTrees extends AbstractProcessEnginePlugin {

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setJobExecutorAcquireExclusiveOverProcessHierarchies(true);
		configuration.setCustomSessionFactories(
				EngineExtensions.with(configuration.getCustomSessionFactories(), new ProcessTreeJobManagers()));
	}

	private static final class ProcessTreeJobManagers implements SessionFactory {

		@Override
		public Class<?> getSessionType() {
			return JobManager.class;
		}

		@Override
		public Session openSession() {
			return new ProcessTreeJobManager();
		}

	}

	static final class ProcessTreeJobManager extends JobManager {

		@Override
		protected boolean areInSameProcessInstance(JobEntity job, JobEntity other) {
			return job != null && other != null && job.getRootProcessInstanceId() != null
					&& job.getRootProcessInstanceId().equals(other.getRootProcessInstanceId());
		}

	}

}
