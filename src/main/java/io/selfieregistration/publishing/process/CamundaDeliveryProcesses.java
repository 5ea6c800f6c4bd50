package io.selfieregistration.publishing.process;

import java.time.Clock;
import java.util.Date;
import java.util.List;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;

import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.publishing.Delivery;
import io.selfieregistration.publishing.DeliveryProcesses;
import io.selfieregistration.publishing.process.DeliverMessageProcess.Variables;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Runs the processes of deliveries in the Camunda engine. */
@Component
class CamundaDeliveryProcesses implements DeliveryProcesses {

	private final RuntimeService runtime;

	private final ManagementService management;

	private final EngineUsers users;

	private final Clock clock;

	CamundaDeliveryProcesses(RuntimeService runtime, ManagementService management, EngineUsers users, Clock clock) {
		this.runtime = runtime;
		this.management = management;
		this.users = users;
		this.clock = clock;
	}

	@Override
	public void start(Delivery delivery) {
		ProcessInstantiationBuilder process = this.runtime.createProcessInstanceByKey(DeliverMessageProcess.KEY)
			.processDefinitionWithoutTenantId()
			.businessKey(delivery.id());
		if (delivery.requestId() != null) {
			process.setVariable(Variables.REQUEST_ID.name(), delivery.requestId().toString());
		}
		// Also follows from deleting an instance, whichever user does that.
		this.users.runAsService(process::execute);
	}

	@Override
	public boolean retryNow(Delivery delivery) {
		List<ProcessInstance> running = this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(delivery.id(), DeliverMessageProcess.KEY)
			.list();
		for (ProcessInstance process : running) {
			this.management.createJobQuery().processInstanceId(process.getId()).list().forEach(this::retryNow);
		}
		return !running.isEmpty();
	}

	private void retryNow(Job job) {
		try {
			if (job.getRetries() == 0) {
				this.management.setJobRetries(job.getId(), 1);
			}
			else if (job.getDuedate() != null && job.getDuedate().toInstant().isAfter(this.clock.instant())) {
				this.management.setJobDuedate(job.getId(), Date.from(this.clock.instant()));
			}
		}
		catch (OptimisticLockingException ex) {
			throw new OptimisticLockingFailureException("The delivery is being attempted at this moment", ex);
		}
	}

}
