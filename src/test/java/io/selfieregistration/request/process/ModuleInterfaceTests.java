package io.selfieregistration.request.process;

import java.nio.charset.StandardCharsets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads variations of the workflow Verification. */
class ModuleInterfaceTests {

	private static final String REQUEST = "<camunda:in source=\"requestId\" target=\"requestId\" />";

	private static final String BUSINESS_KEY = "businessKey=\"#{execution.processBusinessKey}\"";

	@Test
	void findsNothingMissingInDefaultWorkflow() throws Exception {
		ModuleInterface workflow = read("", "");

		assertThat(workflow.obstacles()).isEmpty();
		assertThat(workflow.calls()).extracting(CallActivity::getId)
			.containsExactly(VerificationProcess.Elements.REGISTER_SELFIE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"calledElement=\"selfie-registration\" | calledElement=\"another\" | calls no module",
			BUSINESS_KEY
					+ " | businessKey=\"#{execution.id}\" | 'callActivity_registerSelfie' does not hand over the business key",
			"<camunda:in " + BUSINESS_KEY
					+ " /> | <camunda:in source=\"a\" target=\"b\" /> | does not hand over the business key",
			REQUEST + " | <camunda:in source=\"requestId\" target=\"id\" /> | does not hand over the request",
			REQUEST + " | <camunda:in variables=\"all\" local=\"true\" /> | does not hand over the request",
			"calledElement=\"selfie-registration\" | calledElement=\"selfie-registration\" camunda:calledElementBinding=\"deployment\" | looks for the module in the deployment",
			"</bpmn:callActivity> | <bpmn:multiInstanceLoopCharacteristics /></bpmn:callActivity> | runs the module several times",
			"#{publishResultDelegate} | #{closeCaptureLinkDelegate} | does not publish the result",
			"name=\"Verification requested\" | camunda:asyncBefore=\"true\" | 'startEvent_verificationRequested' is asynchronous",
			"</bpmn:startEvent> | <bpmn:timerEventDefinition id=\"timer\" /></bpmn:startEvent> | no start event without a trigger" })
	void saysWhatIsMissing(String text, String replacement, String obstacle) throws Exception {
		assertThat(read(text, replacement).obstacles()).singleElement().asString().contains(obstacle);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { REQUEST + " | <camunda:in variables=\"all\" />",
			BUSINESS_KEY + " | businessKey=\"${execution.getProcessBusinessKey()}\"",
			BUSINESS_KEY + " | businessKey=\"${ requestId }\"", "#{publishResultDelegate} | ${publishResultDelegate}" })
	void takesOtherWaysToSayTheSame(String text, String replacement) throws Exception {
		assertThat(read(text, replacement).obstacles()).isEmpty();
	}

	@Test
	void looksIntoNoOtherProcessOfTheFile() throws Exception {
		ModuleInterface other = read("<bpmndi:BPMNDiagram", """
				<bpmn:process id="other" isExecutable="true">
				  <bpmn:startEvent id="startEvent_other" />
				</bpmn:process>
				<bpmndi:BPMNDiagram""", "other");

		assertThat(other.calls()).isEmpty();
		assertThat(other.obstacles()).hasSize(2);
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
