package io.selfieregistration.request.process;

import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/** The workflow Verification, from its start to the published result. */
class VerificationProcessIT extends ProcessScenario {

	@Test
	void publishesResultAndEnds() throws Exception {
		Registration registration = registered();
		assertThat(this.requests.results(registration.request())).isEmpty();

		registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT);

		assertThat(registration.workflowInstance()).isNull();
		assertThat(this.requests.results(registration.request()).get(0).selfieRegistered()).isEqualTo("true");
		then(this.webhooks).should().send(any(), any(), any(), any());
	}

	@Test
	void publishesReasonWhenNothingIsRegistered() {
		Registration registration = start(
				application(io.selfieregistration.application.NotificationType.LINK, 3, workflow("false", null)));
		registration.runJobAt(Elements.REGISTRATION_WANTED);

		registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT);

		assertThat(registration.workflowInstance()).isNull();
		assertThat(this.requests.results(registration.request()).get(0)).satisfies((result) -> {
			assertThat(result.selfieRegistered()).isEqualTo("false");
			assertThat(result.reason()).isEqualTo("skipped");
			assertThat(result.photoUrl()).isNull();
			assertThat(result.selfieRegisteredAt()).isNull();
		});
	}

	@Test
	void triesAgainWhatTheReceiverDidNotTake() throws Exception {
		// given
		Registration registration = registered();
		answerWebhooks(503);

		// when
		assertThatException().isThrownBy(() -> registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT))
			.withMessageContaining("the receiver answered 503");

		// then
		Job delivery = publishing(registration);
		assertThat(delivery.getRetries()).isEqualTo(9);
		assertThat(this.requests.results(registration.request())).as("can be polled all the same").isNotEmpty();

		// and when
		answerWebhooks(204);
		registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT);

		// then
		assertThat(registration.workflowInstance()).isNull();
		then(this.webhooks).should(times(2)).send(any(), any(), any(), any());
	}

	@Test
	void becomesIncidentWhenTheScheduleIsUsedUp() throws Exception {
		// given
		Registration registration = registered();
		answerWebhooks(500);
		assertThatException().isThrownBy(() -> registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT));

		// when
		this.management.setJobRetries(publishing(registration).getId(), 1);
		assertThatException().isThrownBy(() -> registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT));

		// then
		Incident incident = this.runtime.createIncidentQuery()
			.processInstanceId(registration.workflowInstance().getId())
			.singleResult();
		assertThat(incident.getActivityId()).isEqualTo(VerificationProcess.Elements.PUBLISH_RESULT);
		assertThat(incident.getIncidentMessage()).contains("the receiver answered 500");
	}

	@Test
	void endsRequestAsCancelledWhenAnOperatorDeletesItsInstance() throws Exception {
		Registration registration = startAndWaitForSelfie();

		this.runtime.deleteProcessInstance(registration.workflowInstance().getId(), "deleted by an operator");

		assertThat(registration.request().outcome()).isEqualTo(Outcome.CANCELLED);
		assertThat(this.requests.results(registration.request()).get(0).reason()).isEqualTo("cancelled");
		then(this.webhooks).should(never()).send(any(), any(), any(), any());
	}

	/** Cockpit skips listeners and mappings unless the operator clears both boxes. */
	@Test
	void endsRequestAsCancelledWhenCockpitDeletesItsInstance() {
		Registration registration = startAndWaitForSelfie();

		this.runtime.deleteProcessInstance(registration.workflowInstance().getId(), "deleted in Cockpit", true, true,
				true, false);

		assertCancelled(registration);
	}

	@ParameterizedTest(name = "listeners skipped: {0}")
	@ValueSource(booleans = { true, false })
	void endsRequestAsCancelledWhenAnOperatorDeletesTheInstanceOfTheModule(boolean skipListeners) {
		Registration registration = startAndWaitForSelfie();

		this.runtime.deleteProcessInstance(registration.instance(SelfieRegistrationProcess.KEY).getId(),
				"deleted in Cockpit", skipListeners, true, skipListeners, false);

		assertThat(registration.instances()).isEmpty();
		assertCancelled(registration);
	}

	private void assertCancelled(Registration registration) {
		assertThat(registration.request().outcome()).isEqualTo(Outcome.CANCELLED);
		assertThat(this.requests.results(registration.request()).get(0).reason()).isEqualTo("cancelled");
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void isReachedByTheseTestsInEveryNodeAndEveryFlow() {
		assertThat(this.coverage.missedIn(VerificationProcess.KEY, model(VerificationProcess.KEY)))
			.as("nodes and flows that no test reaches")
			.isEmpty();
	}

	private Registration registered() throws Exception {
		Registration registration = startAndWaitForSelfie();
		registration.open();
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(Elements.STORE_SELFIE);
		return registration;
	}

	private Job publishing(Registration registration) {
		ProcessInstance workflow = registration.workflowInstance();
		return this.management.createJobQuery()
			.processInstanceId(workflow.getId())
			.activityId(VerificationProcess.Elements.PUBLISH_RESULT)
			.singleResult();
	}

}
