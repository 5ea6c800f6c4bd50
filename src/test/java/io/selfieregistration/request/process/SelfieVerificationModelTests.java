package io.selfieregistration.request.process;

import java.io.IOException;
import java.util.Set;

import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.junit.jupiter.api.Test;

import io.selfieregistration.workflow.process.ModuleContract;
import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieVerificationElements;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code bpmn/selfie-verification.bpmn} and its contract together. */
class SelfieVerificationModelTests extends ProcessModelRules {

	private final ModuleContract module = Modules.of(SelfieVerificationProcess.KEY);

	SelfieVerificationModelTests() throws IOException {
		super(SelfieVerificationProcess.KEY, SelfieVerificationProcess.class, SelfieVerificationElements.class);
	}

	@Test
	void everyEndButTheReminderRecordsItsOutcome() {
		assertThat(all(EndEvent.class).stream()
			.filter((end) -> !end.getId().equals(SelfieVerificationElements.REMINDER_SENT)))
			.allSatisfy((end) -> assertThat(end.getExtensionElements()
				.getElementsQuery()
				.filterByType(CamundaExecutionListener.class)
				.singleResult()
				.getCamundaDelegateExpression()).isEqualTo("#{recordOutcomeListener}"))
			.extracting(EndEvent::getId)
			.containsExactlyInAnyOrderElementsOf(this.module.outcomes().keySet());
	}

	@Test
	void reachesItsOwnOutcomesAndAllOfRegistrationButRegistered() {
		Set<String> reached = Set.copyOf(this.module.outcomes().values());

		assertThat(reached).containsAll(constantsOf(SelfieVerificationProcess.class, "Outcomes"))
			.containsAll(constantsOf(SelfieRegistrationProcess.class, "Outcomes").stream()
				.filter((outcome) -> !outcome.equals(SelfieRegistrationProcess.Outcomes.REGISTERED))
				.toList())
			.doesNotContain(SelfieRegistrationProcess.Outcomes.REGISTERED);
	}

	@Test
	void aRuleThatCannotBeDecidedIsAnIncidentAtOnce() {
		ExclusiveGateway gateway = element(SelfieVerificationElements.VERIFICATION_WANTED);
		assertThat(gateway.isCamundaAsyncBefore()).isTrue();
		assertThat(gateway.getExtensionElements()
			.getElementsQuery()
			.filterByType(CamundaFailedJobRetryTimeCycle.class)
			.singleResult()
			.getTextContent()).startsWith("R1/");
	}

	@Test
	void everyDecisionHasItsOwnWay() {
		ExclusiveGateway gateway = element(SelfieVerificationElements.DECIDED);
		assertThat(gateway.getOutgoing().stream().filter((flow) -> !flow.equals(gateway.getDefault())))
			.extracting((flow) -> flow.getConditionExpression().getTextContent())
			.containsExactlyInAnyOrder("captureDecision = \"accepted\"", "captureDecision = \"attempts_exhausted\"",
					"captureDecision = \"not_matched\"", "captureDecision = \"not_registered\"");
		assertThat(gateway.getDefault()).extracting(SequenceFlow::getTarget)
			.extracting("id")
			.isEqualTo(SelfieVerificationElements.LINK_EXPIRED);
	}

	@Test
	void documentsItsWholeInterface() {
		var documentation = all(Process.class).iterator().next().getDocumentations().iterator().next().getTextContent();
		assertThat(documentation).contains(this.module.messages())
			.contains(this.module.outcomes().values())
			.contains(this.module.settings())
			.contains(this.module.outputs().keySet())
			.contains("requestId", "selfieAccepted", "attemptsLeft", "captureDecision");
	}

}
