package io.selfieregistration.modelling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the element templates, the module and our models together. */
class ElementTemplatesTests {

	private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

	private static final String REGISTRATION = "io.selfieregistration.selfieRegistration";

	private static final String VERIFICATION = "io.selfieregistration.selfieVerification";

	private static final String PUBLISHING = "io.selfieregistration.publishResult";

	private final List<JsonNode> templates = new ArrayList<>();

	ElementTemplatesTests() throws IOException {
		for (String file : List.of("selfie-registration", "selfie-verification")) {
			new ObjectMapper().readTree(Path.of(".camunda/element-templates/" + file + ".json").toFile())
				.forEach(this.templates::add);
		}
	}

	@ParameterizedTest
	@CsvSource({ REGISTRATION + ", selfie-registration", VERIFICATION + ", selfie-verification" })
	void offersEverySettingOfTheModuleAndNoOther(String template, String module) {
		assertThat(bindings(template, "camunda:inputParameter")).extracting((binding) -> binding.get("name").asText())
			.containsExactlyInAnyOrderElementsOf(Modules.of(module).settings());
	}

	@ParameterizedTest
	@CsvSource({ REGISTRATION + ", selfie-registration", VERIFICATION + ", selfie-verification" })
	void takesOverEveryOutputAndCallsTheModuleForTheRequest(String template, String module) {
		assertThat(bindings(template, "camunda:out")).extracting((binding) -> binding.get("source").asText())
			.containsExactlyInAnyOrderElementsOf(Modules.of(module).outputs().keySet());
		assertThat(value(template, "property", "calledElement")).isEqualTo(module);
		assertThat(value(template, "camunda:in:businessKey", "")).isEqualTo("#{execution.processBusinessKey}");
	}

	@Test
	void takesOverEveryOutputOfTheModule() {
		assertThat(bindings(REGISTRATION, "camunda:out")).extracting((binding) -> binding.get("source").asText())
			.containsExactly(Variables.SELFIE_REGISTERED.name(), Variables.PHOTO_URL.name(),
					Variables.SELFIE_REGISTERED_AT.name(), Variables.SELFIE_OUTCOME.name());
	}

	@Test
	void callsTheModuleForTheRequest() {
		assertThat(value(REGISTRATION, "property", "calledElement")).isEqualTo(SelfieRegistrationProcess.KEY);
		assertThat(bindings(REGISTRATION, "camunda:in:businessKey")).hasSize(1);
		assertThat(value(REGISTRATION, "camunda:in:businessKey", "")).isEqualTo("#{execution.processBusinessKey}");
		assertThat(value(PUBLISHING, "property", "camunda:delegateExpression")).isEqualTo("#{publishResultDelegate}");
	}

	/** What follows may fail, and takes nothing back. */
	@Test
	void publishesBetweenTwoSavePoints() {
		assertThat(value(PUBLISHING, "property", "camunda:asyncBefore")).isEqualTo("true");
		assertThat(value(PUBLISHING, "property", "camunda:asyncAfter")).isEqualTo("true");
	}

	@Test
	void namesItsSteps() {
		assertThat(value(REGISTRATION, "property", "name")).isEqualTo("Register selfie");
		assertThat(value(PUBLISHING, "property", "name")).isEqualTo("Publish result");
	}

	/** The editor has one of its own. */
	@Test
	void hasNoGroupWithTheNameGeneral() {
		assertThat(template(REGISTRATION).get("groups").findValuesAsText("label")).containsExactly("Activation",
				"Selfie");
		assertThat(properties(REGISTRATION).filter((property) -> property.has("label"))
			.limit(3)
			.map((property) -> property.get("label").asText() + " in " + property.get("group").asText()))
			.containsExactly("Enable in activation", "Rule in activation", "Link expiry in selfie");
		assertThat(properties(VERIFICATION).filter((property) -> property.has("label"))
			.map((property) -> property.get("label").asText() + " in " + property.get("group").asText()))
			.containsExactly("Enable in activation", "Rule in activation", "Minimum quality in selfie",
					"Match policy in selfie", "Maximum attempts in selfie", "Link expiry in selfie",
					"Reminder in selfie");
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
		assertThat(properties(template).filter((property) -> property.at("/binding/type").asText().equals("property")))
			.isNotEmpty()
			.allSatisfy((property) -> {
				String[] attribute = property.at("/binding/name").asText().split(":");
				assertThat((attribute.length > 1) ? node.getAttributeValueNs(CAMUNDA, attribute[1])
						: node.getAttributeValue(attribute[0]))
					.isEqualTo(property.get("value").asText());
			});
	}

	private String value(String template, String binding, String name) {
		return properties(template).filter((property) -> property.at("/binding/type").asText().equals(binding))
			.filter((property) -> property.at("/binding/name").asText().equals(name))
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
		return this.templates.stream()
			.filter((template) -> template.get("id").asText().equals(id))
			.findFirst()
			.orElseThrow();
	}

}
