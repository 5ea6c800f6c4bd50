package io.selfieregistration.request.process;

import java.util.List;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.result.Result;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The process between the two phases of a request. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartNextPhaseProcessIT extends ProcessScenario {

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void startsTheWorkflowOfTheSecondPhase() {
		Registration registration = betweenPhases(workflow("false", null));
		assertThat(registration.request().phase()).isEqualTo(Phase.ONBOARDING);
		assertThat(registration.workflowInstance()).isNull();

		registration.runJobAt(StartNextPhaseElements.START_NEXT_PHASE);

		assertThat(registration.request().phase()).isEqualTo(Phase.VERIFICATION);
		assertThat(registration.workflowInstance()).isNotNull();
		assertThat(starting(registration)).isEmpty();
		assertThat(registration.request().open()).isTrue();
	}

	@Test
	void startsItOnceWhenTheStepRunsTwice() {
		Registration registration = betweenPhases(workflow("false", null));

		for (int run = 1; run <= 2; run++) {
			this.transaction.executeWithoutResult((status) -> {
				try {
					this.requests.startNextPhase(registration.id());
				}
				catch (Exception ex) {
					throw new AssertionError(ex);
				}
			});
		}
		registration.runJobAt(StartNextPhaseElements.START_NEXT_PHASE);

		assertThat(registration.workflowInstance()).as("the only one").isNotNull();
		assertThat(registration.request().phaseNumber()).isEqualTo(2);
	}

	@Test
	void isAnIncidentUntilTheWorkflowCanRun() {
		String workflow = workflow("false", null);
		Registration registration = betweenPhases(workflow);
		this.repository.suspendProcessDefinitionByKey(workflow);

		assertThat(registration.failJobAt(StartNextPhaseElements.START_NEXT_PHASE)).as("tries").isEqualTo(4);

		assertThat(registration.incidents()).singleElement().satisfies((incident) -> {
			assertThat(incident.getActivityId()).isEqualTo(StartNextPhaseElements.START_NEXT_PHASE);
			assertThat(incident.getIncidentMessage()).contains("'" + workflow + "' is not deployed or is suspended");
			assertThat(incident.getTenantId()).isEqualTo("default");
		});
		assertThat(registration.request().betweenPhases()).isTrue();
		assertThat(results(registration)).extracting(Result::workflow).containsExactly("onboarding");

		this.repository.activateProcessDefinitionByKey(workflow);
		registration.runJobAt(StartNextPhaseElements.START_NEXT_PHASE);

		assertThat(registration.workflowInstance()).isNotNull();
		assertThat(registration.incidents()).isEmpty();
	}

	/** Cockpit skips listeners and mappings unless the operator clears both boxes. */
	@ParameterizedTest(name = "listeners skipped: {0}")
	@ValueSource(booleans = { true, false })
	void endsThePhaseAsCancelledWhenAnOperatorDeletesItsInstance(boolean skipListeners) {
		Registration registration = betweenPhases(workflow("false", null));

		this.runtime.deleteProcessInstance(starting(registration).get(0).getId(), "deleted in Cockpit", skipListeners,
				true, skipListeners, false);

		assertCancelled(registration);
	}

	@Test
	void endsThePhaseAsCancelledWhenTheIntegratorCancels() throws Exception {
		String workflow = workflow("false", null);
		Registration registration = betweenPhases(workflow);
		this.repository.suspendProcessDefinitionByKey(workflow);
		registration.failJobAt(StartNextPhaseElements.START_NEXT_PHASE);

		registration.cancel();
		registration.cancel();

		assertCancelled(registration);
	}

	@Test
	void cancelsNothingThatIsOver() {
		Registration registration = betweenPhases(workflow("false", null));
		registration.runJobAt(StartNextPhaseElements.START_NEXT_PHASE);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.publish();

		assertThatExceptionOfType(RequestDecided.class).isThrownBy(registration::cancel);

		assertThat(results(registration)).extracting(Result::reason).containsExactly("skipped", "skipped");
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void isReachedByTheseTestsInEveryNodeAndEveryFlow() {
		assertThat(this.coverage.missedIn(CamundaWorkflows.NEXT_PHASE, model(CamundaWorkflows.NEXT_PHASE)))
			.as("nodes and flows that no test reaches")
			.isEmpty();
	}

	private void assertCancelled(Registration registration) {
		assertThat(registration.instances()).isEmpty();
		assertThat(registration.request().phase()).isEqualTo(Phase.VERIFICATION);
		assertThat(registration.outcome()).isEqualTo(Outcome.CANCELLED);
		assertThat(results(registration)).extracting(Result::reason).containsExactly("skipped", "cancelled");
		assertThat(registration.deliveries()).as("the integrator is told of both").hasSize(2);
		assertThat(registration.request().completedAt()).isNotNull();
	}

	private List<Result> results(Registration registration) {
		return this.results.published(registration.request());
	}

	/** Onboarding is skipped and published; nothing else has happened yet. */
	private Registration betweenPhases(String verification) {
		Registration registration = startBothPhases(workflow("false", null), verification);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.publish();
		assertThat(registration.request().betweenPhases()).isTrue();
		return registration;
	}

	private List<ProcessInstance> starting(Registration registration) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(registration.id().toString(), CamundaWorkflows.NEXT_PHASE)
			.list();
	}

}
