package io.selfieregistration.request.process;

import java.util.UUID;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willCallRealMethod;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;

/** The workflow Verification, from its start to the published result. */
class VerificationProcessIT extends ProcessScenario {

	@Test
	void publishesResultAndEnds() throws Exception {
		Registration registration = registered();
		assertThat(this.results.published(registration.request())).isEmpty();

		registration.publish();

		assertThat(registration.workflowInstance()).isNull();
		assertThat(this.results.published(registration.request()).get(0).selfieRegistered()).isEqualTo("true");
		assertThat(registration.deliveries()).hasSize(1);
	}

	@Test
	void publishesReasonWhenNothingIsRegistered() {
		Registration registration = start(application(NotificationType.LINK, 3, workflow("false", null)));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		registration.publish();

		assertThat(registration.workflowInstance()).isNull();
		assertThat(this.results.published(registration.request()).get(0)).satisfies((result) -> {
			assertThat(result.selfieRegistered()).isEqualTo("false");
			assertThat(result.reason()).isEqualTo("skipped");
			assertThat(result.photoUrl()).isNull();
			assertThat(result.selfieRegisteredAt()).isNull();
		});
	}

	@Test
	void leavesNeitherResultNorMessageWhenTheStepFails() throws Exception {
		// given
		Registration registration = registered();
		willThrow(new IllegalStateException("the engine does not start it")).given(this.deliveries).start(any());

		// when
		assertThatException().isThrownBy(() -> registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT));

		// then
		assertThat(this.results.published(registration.request())).isEmpty();
		assertThat(registration.deliveries()).isEmpty();

		// and when
		willCallRealMethod().given(this.deliveries).start(any());
		registration.publish();

		// then
		assertThat(registration.workflowInstance()).isNull();
		assertThat(registration.deliveries()).hasSize(1);
	}

	@Test
	void leavesTheResultWhenWhatFollowsFails() {
		String key = "verification-" + UUID.randomUUID();
		BpmnModelInstance model = model(VerificationProcess.KEY);
		model.getModelElementById(VerificationProcess.KEY).setAttributeValue("id", key);
		model.getModelElementsByType(CamundaInputParameter.class)
			.stream()
			.filter((setting) -> setting.getCamundaName().equals(Variables.SELFIE_ENABLED.name()))
			.forEach((setting) -> setting.setTextContent("false"));
		model.<EndEvent>getModelElementById("endEvent_resultPublished")
			.builder()
			.camundaExecutionListenerExpression(ExecutionListener.EVENTNAME_START, "${missing}");
		this.repository.createDeployment().addModelInstance(key + ".bpmn", model).deploy();
		Registration registration = start(application(NotificationType.LINK, 3, key));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT);
		assertThatException().isThrownBy(() -> registration.runJobAt(VerificationProcess.Elements.PUBLISH_RESULT));

		assertThat(registration.workflowInstance()).as("waits behind the step").isNotNull();
		assertThat(this.results.published(registration.request())).hasSize(1);
		assertThat(registration.deliveries()).hasSize(1);
	}

	@Test
	void endsWithoutWaitingForTheReceiver() throws Exception {
		Registration registration = registered();

		registration.publish();

		assertThat(registration.workflowInstance()).isNull();
		then(this.webhooks).should(never()).send(any(), any());
	}

	@Test
	void endsRequestAsCancelledWhenAnOperatorDeletesItsInstance() throws Exception {
		Registration registration = startAndWaitForSelfie();

		this.runtime.deleteProcessInstance(registration.workflowInstance().getId(), "deleted by an operator");

		assertThat(registration.outcome()).isEqualTo(Outcome.CANCELLED);
		assertThat(this.results.published(registration.request()).get(0).reason()).isEqualTo("cancelled");
		assertThat(registration.deliveries()).as("the integrator is told").hasSize(1);
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
		assertThat(registration.deliveries()).as("the integrator is told").hasSize(1);
		assertThat(registration.outcome()).isEqualTo(Outcome.CANCELLED);
		assertThat(this.results.published(registration.request()).get(0).reason()).isEqualTo("cancelled");
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
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);
		return registration;
	}

}
