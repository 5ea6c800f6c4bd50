package io.selfieregistration.system;

import java.time.Duration;
import java.util.Date;
import java.util.List;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;

import static org.awaitility.Awaitility.await;

/** The jobs and incidents of the processes with a business key. */
final class FailedJobs {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final RuntimeService runtime;

	private final ManagementService management;

	FailedJobs(ProcessEngine engine) {
		this.runtime = engine.getRuntimeService();
		this.management = engine.getManagementService();
	}

	/** Lets the job executor fail at a step until it gives up. */
	Incident useUpRetries(String businessKey, String step) {
		return await().atMost(PATIENCE).ignoreExceptions().until(() -> {
			Date now = new Date();
			for (Job job : jobs(businessKey, step)) {
				if (job.getExceptionMessage() != null && job.getRetries() > 1) {
					this.management.setJobRetries(job.getId(), 1);
				}
				if (job.getExceptionMessage() != null && job.getRetries() == 1 && job.getDuedate() != null
						&& job.getDuedate().after(now)) {
					this.management.setJobDuedate(job.getId(), now);
				}
			}
			return incidents(businessKey, step);
		}, (found) -> found.size() == 1).get(0);
	}

	Incident awaitIncident(String businessKey, String step) {
		return await().atMost(PATIENCE).until(() -> incidents(businessKey, step), (found) -> found.size() == 1).get(0);
	}

	List<Incident> incidents(String businessKey, String step) {
		return instances(businessKey).stream()
			.flatMap((instance) -> this.runtime.createIncidentQuery()
				.processInstanceId(instance.getId())
				.activityId(step)
				.list()
				.stream())
			.toList();
	}

	List<Job> jobs(String businessKey, String step) {
		return instances(businessKey).stream()
			.flatMap((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getId())
				.activityId(step)
				.list()
				.stream())
			.toList();
	}

	List<ProcessInstance> instances(String businessKey) {
		return this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).list();
	}

}
