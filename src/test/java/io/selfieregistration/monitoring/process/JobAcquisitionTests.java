package io.selfieregistration.monitoring.process;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.junit.jupiter.api.Test;

import io.selfieregistration.monitoring.process.ExclusiveProcessTrees.ProcessTreeJobManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** How often the engine asks for jobs, and which jobs follow each other in one thread. */
class JobAcquisitionTests {

	private static final int MESSAGES = 5;

	@Test
	void asksOnceForEachMessageOfJob() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		SparingJobExecutor.Acquisition acquisition = new SparingJobExecutor.Acquisition(executor(asked));
		Thread thread = new Thread(acquisition, "acquisition");
		thread.start();
		try {
			awaitWaiting(thread, asked, 1);
			for (int message = 1; message <= MESSAGES; message++) {
				acquisition.jobWasAdded();
				awaitWaiting(thread, asked, message + 1);
			}
		}
		finally {
			acquisition.stop();
			thread.join();
		}

		assertThat(asked).hasValue(MESSAGES + 1);
	}

	@Test
	void lastJobOfModuleIsFollowedByJobOfItsWorkflow() {
		ProcessTreeJobManager jobs = new ProcessTreeJobManager();
		JobEntity module = job("module", "workflow");

		assertThat(jobs.areInSameProcessInstance(module, job("workflow", "workflow"))).isTrue();
		assertThat(jobs.areInSameProcessInstance(module, job("another", "another"))).isFalse();
		assertThat(jobs.areInSameProcessInstance(job(null, null), job(null, null))).isFalse();
		assertThat(jobs.areInSameProcessInstance(module, null)).isFalse();
	}

	private static void awaitWaiting(Thread thread, AtomicInteger asked, int least) {
		await().until(() -> asked.get() >= least && thread.getState() == Thread.State.TIMED_WAITING);
	}

	/** Of an engine that has one job each time. */
	private static SparingJobExecutor executor(AtomicInteger asked) {
		CommandExecutor commands = mock(CommandExecutor.class);
		given(commands.execute(any())).willAnswer((call) -> {
			asked.incrementAndGet();
			return new AcquiredJobs(1);
		});
		ProcessEngineConfigurationImpl configuration = mock(ProcessEngineConfigurationImpl.class);
		given(configuration.getCommandExecutorTxRequired()).willReturn(commands);
		ProcessEngineImpl engine = mock(ProcessEngineImpl.class);
		given(engine.getName()).willReturn("engine");
		given(engine.getProcessEngineConfiguration()).willReturn(configuration);
		return new SparingJobExecutor() {

			@Override
			public Iterator<ProcessEngineImpl> engineIterator() {
				return List.of(engine).iterator();
			}

			@Override
			public boolean hasRegisteredEngine(ProcessEngineImpl registered) {
				return true;
			}

			@Override
			public void logAcquisitionAttempt(ProcessEngineImpl registered) {
			}

			@Override
			public void logAcquiredJobs(ProcessEngineImpl registered, int jobs) {
			}

			@Override
			public void logAcquisitionFailureJobs(ProcessEngineImpl registered, int jobs) {
			}

			@Override
			public Command<AcquiredJobs> getAcquireJobsCmd(int jobs) {
				return (context) -> new AcquiredJobs(jobs);
			}

		};
	}

	private static JobEntity job(String instance, String root) {
		MessageEntity job = new MessageEntity();
		job.setProcessInstanceId(instance);
		job.setRootProcessInstanceId(root);
		return job;
	}

}
