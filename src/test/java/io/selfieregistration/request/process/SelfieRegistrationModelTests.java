package io.selfieregistration.request.process;

import java.io.IOException;
import java.util.Set;

import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.CaptureDecisions;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Outcomes;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code bpmn/selfie-registration.bpmn} and its contract together. */
class SelfieRegistrationModelTests extends ProcessModelRules {

	SelfieRegistrationModelTests() throws IOException {
		super(SelfieRegistrationProcess.KEY, SelfieRegistrationProcess.class, SelfieRegistrationElements.class);
	}

	@Test
	void everyEndButTheReminderRecordsItsOutcome() {
		assertThat(all(EndEvent.class).stream()
			.filter((end) -> !end.getId().equals(SelfieRegistrationElements.REMINDER_SENT)))
			.allSatisfy((end) -> assertThat(end.getExtensionElements()
				.getElementsQuery()
				.filterByType(CamundaExecutionListener.class)
				.singleResult()).satisfies((listener) -> {
					assertThat(listener.getCamundaEvent()).isEqualTo("start");
					assertThat(listener.getCamundaDelegateExpression()).isEqualTo("#{recordOutcomeListener}");
				}))
			.extracting(EndEvent::getId)
			.containsExactlyInAnyOrderElementsOf(Outcomes.BY_END_EVENT.keySet());
	}

	@Test
	void everyOutcomeIsReachedByAnEnd() {
		assertThat(Set.copyOf(Outcomes.BY_END_EVENT.values()))
			.containsExactlyInAnyOrderElementsOf(constantsOf(SelfieRegistrationProcess.class, "Outcomes"));
	}

	@Test
	void aRuleThatCannotBeDecidedIsAnIncidentAtOnce() {
		ExclusiveGateway gateway = element(SelfieRegistrationElements.REGISTRATION_WANTED);
		assertThat(gateway.isCamundaAsyncBefore()).isTrue();
		assertThat(gateway.getExtensionElements()
			.getElementsQuery()
			.filterByType(CamundaFailedJobRetryTimeCycle.class)
			.singleResult()
			.getTextContent()).startsWith("R1/");
	}

	@Test
	void everyDecisionAtTheExpiryHasItsOwnWay() {
		ExclusiveGateway gateway = element(SelfieRegistrationElements.DECIDED_IN_TIME);
		assertThat(gateway.getOutgoing().stream().filter((flow) -> !flow.equals(gateway.getDefault())))
			.extracting((flow) -> flow.getConditionExpression().getTextContent())
			.containsExactlyInAnyOrder(isDecision(CaptureDecisions.ACCEPTED),
					isDecision(CaptureDecisions.ATTEMPTS_EXHAUSTED));
		assertThat(gateway.getDefault()).extracting(SequenceFlow::getTarget)
			.extracting("id")
			.isEqualTo(SelfieRegistrationElements.LINK_EXPIRED);
	}

	@Test
	void documentsItsWholeInterface() {
		var documentation = all(Process.class).iterator().next().getDocumentations().iterator().next().getTextContent();
		assertThat(documentation).contains(constantsOf(SelfieRegistrationProcess.class, "Messages"))
			.contains(constantsOf(SelfieRegistrationProcess.class, "Outcomes"))
			.contains(Variables.REQUEST_ID.name(), Variables.SELFIE_ENABLED.name(), Variables.SELFIE_RULE.name(),
					Variables.SELFIE_LINK_EXPIRY.name(), Variables.SELFIE_MAXIMUM_ATTEMPTS.name(),
					Variables.SELFIE_ACCEPTED.name(), Variables.ATTEMPTS_LEFT.name(),
					Variables.SELFIE_REGISTERED.name(), Variables.PHOTO_URL.name(),
					Variables.SELFIE_REGISTERED_AT.name(), Variables.SELFIE_OUTCOME.name())
			.contains(Modules.of(SelfieRegistrationProcess.KEY).settings());
	}

	private static String isDecision(String decision) {
		return Variables.CAPTURE_DECISION.name() + " = \"" + decision + "\"";
	}

}
