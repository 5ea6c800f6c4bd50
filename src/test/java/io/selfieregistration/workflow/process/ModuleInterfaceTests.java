package io.selfieregistration.workflow.process;

import java.nio.charset.StandardCharsets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.request.process.VerificationProcess;
import io.selfieregistration.rule.RuleInvalid;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads variations of the workflow Verification. */
class ModuleInterfaceTests {

	private static final String REQUEST = "<camunda:in source=\"requestId\" target=\"requestId\" />";

	private static final String BUSINESS_KEY = "businessKey=\"#{execution.processBusinessKey}\"";

	private static final ModuleInterface.RuleCheck RULES = (rule) -> {
		if (rule.contains("bad")) {
			throw new RuleInvalid(rule, "is bad");
		}
	};

	@Test
	void findsNothingMissingInDefaultWorkflow() throws Exception {
		ModuleInterface workflow = read("", "");

		assertThat(workflow.obstacles(RULES)).isEmpty();
		assertThat(workflow.calls()).extracting(CallActivity::getId)
			.containsExactly(VerificationProcess.Elements.REGISTER_SELFIE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"calledElement=\"selfie-registration\" | calledElement=\"another\" | calls no module",
			BUSINESS_KEY
					+ " | businessKey=\"#{execution.id}\" | 'callActivity_registerSelfie' (Register selfie) does not hand over the business key",
			"<camunda:in " + BUSINESS_KEY
					+ " /> | <camunda:in source=\"a\" target=\"b\" /> | does not hand over the business key",
			REQUEST + " | <camunda:in source=\"requestId\" target=\"id\" /> | does not hand over the request",
			REQUEST + " | <camunda:in variables=\"all\" local=\"true\" /> | does not hand over the request",
			"calledElement=\"selfie-registration\" | calledElement=\"selfie-registration\" camunda:calledElementBinding=\"deployment\" | looks for the module in the deployment",
			"</bpmn:callActivity> | <bpmn:multiInstanceLoopCharacteristics /></bpmn:callActivity> | runs the module several times",
			"name=\"selfieRule\" /> | name=\"selfieRule\">bad</camunda:inputParameter> | has a rule that is not valid: The rule 'bad' is bad",
			"name=\"selfieRule\" /> | name=\"selfieRule\">${rule}</camunda:inputParameter> | has a rule that the engine computes",
			"name=\"selfieRule\" /> | name=\"selfieRule\"><camunda:script scriptFormat=\"feel\">true</camunda:script></camunda:inputParameter> | has a rule that the engine computes",
			"name=\"selfieReminder\" /> | name=\"selfieRemainder\" /> | has the setting 'selfieRemainder', which the module does not know: it knows selfieEnabled,",
			"name=\"selfieReminder\" /> | name=\"selfieLinkExpiry\" /> | has the setting 'selfieLinkExpiry' twice",
			"name=\"selfieLinkExpiry\" /> | name=\"selfieLinkExpiry\">2 days</camunda:inputParameter> | has the setting 'selfieLinkExpiry', which must be a duration such as PT24H or P2D",
			"name=\"selfieReminder\" /> | name=\"selfieReminder\">PT0S</camunda:inputParameter> | has the setting 'selfieReminder', which must be a duration of a second or longer",
			"name=\"selfieMaximumAttempts\" /> | name=\"selfieMaximumAttempts\">11</camunda:inputParameter> | has the setting 'selfieMaximumAttempts', which must be a whole number from 1 to 10",
			"name=\"selfieQualityPolicy\" /> | name=\"selfieQualityPolicy\">lax</camunda:inputParameter> | has the setting 'selfieQualityPolicy', which must be standard or strict",
			">true< | >yes< | has the setting 'selfieEnabled', which must be true or false",
			"<camunda:in local=\"true\" variables=\"all\" /> | <camunda:in source=\"a\" target=\"b\" /> | does not hand over its settings",
			"sourceRef=\"callActivity_registerSelfie\" targetRef=\"serviceTask_publishResult\" | sourceRef=\"callActivity_registerSelfie\" targetRef=\"endEvent_resultPublished\" | does not lead to the step that publishes the result",
			"#{publishResultDelegate} | #{closeCaptureLinkDelegate} | does not publish the result",
			"name=\"Verification requested\" | camunda:asyncBefore=\"true\" | 'startEvent_verificationRequested' is asynchronous",
			"</bpmn:startEvent> | <bpmn:timerEventDefinition id=\"timer\" /></bpmn:startEvent> | no start event without a trigger" })
	void saysWhatIsMissing(String text, String replacement, String obstacle) throws Exception {
		assertThat(read(text, replacement).obstacles(RULES)).singleElement()
			.extracting(ModuleInterface.Obstacle::sentence)
			.asString()
			.contains(obstacle);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { REQUEST + " | <camunda:in variables=\"all\" />",
			BUSINESS_KEY + " | businessKey=\"${execution.getProcessBusinessKey()}\"",
			BUSINESS_KEY + " | businessKey=\"${ requestId }\"", "#{publishResultDelegate} | ${publishResultDelegate}" })
	void takesOtherWaysToSayTheSame(String text, String replacement) throws Exception {
		assertThat(read(text, replacement).obstacles(RULES)).isEmpty();
	}

	@Test
	void looksIntoNoOtherProcessOfTheFile() throws Exception {
		ModuleInterface other = read("<bpmndi:BPMNDiagram", """
				<bpmn:process id="other" isExecutable="true">
				  <bpmn:startEvent id="startEvent_other" />
				</bpmn:process>
				<bpmndi:BPMNDiagram""", "other");

		assertThat(other.calls()).isEmpty();
		assertThat(other.obstacles(RULES)).hasSize(2);
	}

	private static ModuleInterface read(String text, String replacement) throws IOException {
		return read(text, replacement, VerificationProcess.KEY);
	}

	private static ModuleInterface read(String text, String replacement, String process) throws IOException {
		try (InputStream model = ModuleInterfaceTests.class.getResourceAsStream("/bpmn/verification.bpmn")) {
			String original = new String(model.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(original).contains(text);
			String changed = original.replace(text, replacement);
			return new ModuleInterface(
					Bpmn.readModelFromStream(new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8))),
					process);
		}
	}

}
