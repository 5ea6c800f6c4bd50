package io.selfieregistration.request.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.publishing.process.DeliverMessageElements;
import io.selfieregistration.publishing.process.DeliverMessageProcess;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.system.CountedStatements;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the statements of a finished request below a bound, so that a needless one is
 * noticed. Each step is counted for itself, without HTTP and without looking for jobs.
 */
class RequestCostIT extends ProcessScenario {

	/** A little more than there are. */
	private static final int BOUND = 210;

	@Autowired
	private CountedStatements statements;

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void asksLittleOfTheDatabase() throws Exception {
		Application application = application(NotificationType.LINK, 3);
		finish(application);

		Map<String, List<String>> cost = finish(application);

		assertThat(cost.values().stream().flatMap(List::stream).toList())
			.as("statements by step: %s",
					cost.entrySet().stream().map((step) -> step.getKey() + " " + step.getValue().size()).toList())
			.hasSizeLessThanOrEqualTo(BOUND);
	}

	@Test
	void keepsHistoryOfVariablesInWorkflowOnly() throws Exception {
		Application application = application(NotificationType.LINK, 3);

		finish(application);

		for (String own : List.of(SelfieRegistrationProcess.KEY, DeliverMessageProcess.KEY)) {
			assertThat(this.history.createHistoricVariableInstanceQuery().processDefinitionKey(own).list()).as(own)
				.isEmpty();
		}
		assertThat(this.history.createHistoricVariableInstanceQuery()
			.processDefinitionKey(VerificationProcess.KEY)
			.variableName(SelfieRegistrationProcess.Variables.SELFIE_REGISTERED.name())
			.list()).isNotEmpty();
	}

	@Test
	void readsWhatItHasLockedOnceAndAnewAfterEachChange() {
		RequestId id = start().id();
		TransactionTemplate another = new TransactionTemplate(this.transaction.getTransactionManager());
		another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

		this.transaction.executeWithoutResult((status) -> {
			assertThat(sentBy(() -> this.requests.lock(id))).hasSize(2);
			assertThat(sentBy(() -> this.requests.lock(id))).isEmpty();
			assertThat(sentBy(() -> this.requests.get(id))).isEmpty();
			ModuleRun run = this.runs.start(id, SelfieRegistrationProcess.KEY, "module-of-" + id);
			assertThat(this.runs.decide(run.id(), Decision.CANCELLED).decision()).isEqualTo(Decision.CANCELLED);
			assertThat(this.requests.get(id).run().orElseThrow().decision()).isEqualTo(Decision.CANCELLED);
			another.executeWithoutResult((other) -> assertThat(this.requests.get(id).run()).isEmpty());
			assertThat(sentBy(() -> this.requests.get(id))).isEmpty();
			status.setRollbackOnly();
		});

		assertThat(this.requests.get(id).run()).isEmpty();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(sentBy(() -> this.requests.get(id))).as("without a lock").hasSize(1);
			assertThat(sentBy(() -> this.requests.get(id))).as("without a lock").hasSize(1);
		});
	}

	private List<String> sentBy(Callable<?> work) {
		try {
			return this.statements.during(work);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private Map<String, List<String>> finish(Application application) throws Exception {
		Map<String, List<String>> cost = new LinkedHashMap<>();
		Registration[] started = new Registration[1];
		cost.put("create", this.statements.during(() -> started[0] = start(application)));
		Registration registration = started[0];
		runJob(registration, SelfieRegistrationElements.REGISTRATION_WANTED, cost);
		runJob(registration, SelfieRegistrationElements.SEND_CAPTURE_LINK, cost);
		cost.put("open", this.statements.during(done(registration::open)));
		cost.put("submit", this.statements.during(registration::submit));
		cost.put("message", this.statements.during(done(registration::deliverMessages)));
		runJob(registration, SelfieRegistrationElements.STORE_SELFIE, cost);
		runJob(registration, VerificationProcess.Elements.PUBLISH_RESULT, cost);
		Job end = registration.jobAt(VerificationProcess.Elements.PUBLISH_RESULT);
		runJob(end, "end", cost);
		List<Job> delivery = this.management.createJobQuery()
			.processInstanceId(this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(registration.deliveries().get(0), DeliverMessageProcess.KEY)
				.singleResult()
				.getId())
			.list();
		assertThat(delivery).hasSize(1);
		runJob(delivery.get(0), DeliverMessageElements.ATTEMPT_DELIVERY, cost);
		assertThat(registration.instances()).isEmpty();
		assertThat(this.results.published(registration.request())).hasSize(1);
		return cost;
	}

	private void runJob(Registration registration, String element, Map<String, List<String>> cost) throws Exception {
		runJob(registration.jobAt(element), element, cost);
	}

	private void runJob(Job job, String element, Map<String, List<String>> cost) throws Exception {
		cost.put(element, this.statements.during(done(() -> this.management.executeJob(job.getId()))));
	}

	private static Callable<Void> done(Step step) {
		return () -> {
			step.run();
			return null;
		};
	}

	private interface Step {

		void run() throws Exception;

	}

}
