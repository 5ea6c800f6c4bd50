package io.selfieregistration.modelling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.request.process.ModuleSettings;
import io.selfieregistration.request.process.SelfieRegistrationProcess;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Variables;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the element templates, the module and our models together. */
class ElementTemplatesTests {

	private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

	private static final String REGISTRATION = "io.selfieregistration.selfieRegistration";

	private static final String PUBLISHING = "io.selfieregistration.publishResult";

	private final JsonNode templates;

	ElementTemplatesTests() throws IOException {
		this.templates = new ObjectMapper()
			.readTree(Path.of(".camunda/element-templates/selfie-registration.json").toFile());
	}

	@Test
	void offersEverySettingOfTheModuleAndNoOther() {
		assertThat(bindings(REGISTRATION, "camunda:inputParameter"))
			.extracting((binding) -> binding.get("name").asText())
			.containsExactlyInAnyOrderElementsOf(ModuleSettings.names());
	}

	@Test
	void takesOverEveryOutputOfTheModule() {
		assertThat(bindings(REGISTRATION, "camunda:out")).extracting((binding) -> binding.get("source").asText())
			.containsExactly(Variables.SELFIE_REGISTERED.name(), Variables.PHOTO_URL.name(),
					Variables.SELFIE_REGISTERED_AT.name(), Variables.SELFIE_OUTCOME.name());
	}

	@Test
	void callsTheModuleForTheRequest() {
		assertThat(value(REGISTRATION, "property")).isEqualTo(SelfieRegistrationProcess.KEY);
		assertThat(value(REGISTRATION, "camunda:in:businessKey")).isEqualTo("#{execution.processBusinessKey}");
		assertThat(value(PUBLISHING, "property")).isEqualTo("#{publishResultDelegate}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "verification", "onboarding" })
	void areAppliedToOurWorkflowsInTheirLatestVersion(String workflow) {
		BpmnModelInstance model = Bpmn
			.readModelFromStream(getClass().getResourceAsStream("/bpmn/" + workflow + ".bpmn"));
		assertThat(model.getModelElementsByType(CallActivity.class))
			.allSatisfy((call) -> assertIsMadeFrom(REGISTRATION, call));
		assertThat(model.getModelElementsByType(ServiceTask.class))
			.allSatisfy((task) -> assertIsMadeFrom(PUBLISHING, task));
	}

	private void assertIsMadeFrom(String template, FlowNode node) {
		assertThat(node.getAttributeValueNs(CAMUNDA, "modelerTemplate")).isEqualTo(template);
		assertThat(node.getAttributeValueNs(CAMUNDA, "modelerTemplateVersion"))
			.isEqualTo(template(template).get("version").asText());
	}

	private String value(String template, String binding) {
		return properties(template).filter((property) -> property.at("/binding/type").asText().equals(binding))
			.findFirst()
			.orElseThrow()
			.get("value")
			.asText();
	}

	private List<JsonNode> bindings(String template, String type) {
		return properties(template).map((property) -> property.get("binding"))
			.filter((binding) -> binding.get("type").asText().equals(type))
			.toList();
	}

	private Stream<JsonNode> properties(String template) {
		return StreamSupport.stream(template(template).get("properties").spliterator(), false);
	}

	private JsonNode template(String id) {
		return StreamSupport.stream(this.templates.spliterator(), false)
			.filter((template) -> template.get("id").asText().equals(id))
			.findFirst()
			.orElseThrow();
	}

}
