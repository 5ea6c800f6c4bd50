package io.selfieregistration.modelling;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An analyst draws a workflow from nothing with the editor of Camunda Modeler and our
 * element templates, deploys it, and an integrator runs it.
 */
@SystemTest
@BrowserTest
@TestInstance(Lifecycle.PER_CLASS)
class ModelerIT {

	private static final Path EDITOR = Path.of("tools", "modeler");

	private static final Path PICTURES = Path.of("target", "screenshots");

	private static final String REGISTRATION = "io.selfieregistration.selfieRegistration";

	private static final String PUBLISHING = "io.selfieregistration.publishResult";

	private final String key = "drawn-" + UUID.randomUUID();

	@Autowired
	private IdentityService identity;

	@Autowired
	private HistoryService history;

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	private HttpServer server;

	private Browser browser;

	private OperatorClient analyst;

	@BeforeAll
	void openModeler() throws IOException {
		assertThat(EDITOR.resolve("node_modules")).as("the editor, which the build installs").isDirectory();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", ModelerIT::serve);
		this.server.start();
		this.browser = Browser.desktop().start();
		this.analyst = OperatorClient.deployer(this.identity, this.web.baseUrl(), "default");
	}

	@AfterAll
	void closeModeler() {
		this.browser.close();
		this.server.stop(0);
	}

	@Test
	void drawsDeploysAndRunsWorkflowOfTheirOwn() throws Exception {
		// given
		open();
		this.browser.screenshot("modeler-empty");

		// when
		String step = appendTemplate(REGISTRATION);
		appendTemplate(PUBLISHING);
		append("bpmn:EndEvent");
		this.browser.screenshot("modeler-drawn");
		select(step);
		fill("selfie", "Link expiry", "PT2H");
		fill("selfie", "Maximum attempts", "2");
		fill("activation", "Rule", "user.age >= 18");
		await().until(this::xml, (xml) -> xml.contains("user.age") && xml.contains("PT2H"));
		this.browser.screenshot("modeler-settings");
		Files.writeString(PICTURES.resolve("modeler-workflow.svg"), (String) async("return window.analyst.svg()"));
		deploy();

		// then
		try (Integrator integrator = integrator()) {
			JsonNode created = integrator
				.start(Map.of("user_id", "user-" + UUID.randomUUID(), "metadata", Map.of("age", 30)));
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			JsonNode result = integrator.awaitResult(id);
			assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(variable(id, "selfie_registered")).isEqualTo("true");
			assertThat(variable(id, "photo_url")).isEqualTo(result.get("photo_url").asText());
			assertThat(variable(id, "selfie_registered_at")).isEqualTo(result.get("selfie_registered_at").asText());
			assertThat(variable(id, "selfieOutcome")).isEqualTo("registered");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Off", "false" })
	void skipsTheSelfieWhenSwitchedOffOrRuledOut(String how) {
		// given
		open();
		String step = appendTemplate(REGISTRATION);
		appendTemplate(PUBLISHING);
		append("bpmn:EndEvent");
		select(step);
		if (how.equals("Off")) {
			field("activation", "Enable", "select").sendKeys("Off", Keys.TAB);
			await().until(this::xml, (xml) -> xml.contains("name=\"selfieEnabled\">false<"));
		}
		else {
			fill("activation", "Rule", how);
			await().until(this::xml, (xml) -> xml.contains("name=\"selfieRule\">false<"));
		}

		// when
		deploy();

		// then
		try (Integrator integrator = integrator()) {
			String id = integrator.start().get("request_id").asText();
			JsonNode result = integrator.awaitResult(id);
			assertThat(result.get("selfie_registered").asText()).isEqualTo("false");
			assertThat(result.get("reason").asText()).isEqualTo("skipped");
			assertThat(variable(id, "selfie_registered")).isEqualTo("false");
			assertThat(variable(id, "photo_url")).isNull();
		}
	}

	@Test
	void isToldOfMistakesByTheFields() {
		open();
		select(appendTemplate(REGISTRATION));

		fill("selfie", "Link expiry", "two days");
		fill("selfie", "Maximum attempts", "11");

		await().untilAsserted(() -> assertThat(this.browser.driver().findElement(By.id("properties")).getText())
			.contains("A duration is written as PT30M, PT24H or P2D")
			.contains("A whole number from 1 to 10"));
		this.browser.screenshot("modeler-mistakes");
	}

	@Test
	void namesItsStepsAndKeepsTheNamesThatAnalystsGive() {
		open();
		String step = appendTemplate(REGISTRATION);
		String publishing = appendTemplate(PUBLISHING);
		BpmnModelInstance drawn = model(xml());
		assertThat(drawn.<CallActivity>getModelElementById(step).getName()).isEqualTo("Register selfie");
		assertThat(drawn.<ServiceTask>getModelElementById(publishing)).satisfies((task) -> {
			assertThat(task.getName()).isEqualTo("Publish result");
			assertThat(task.isCamundaAsyncBefore()).isTrue();
			assertThat(task.isCamundaAsyncAfter()).isTrue();
		});

		this.browser.driver().executeScript("window.analyst.rename(arguments[0], 'Selfie, please')", step);
		this.browser.driver().executeScript("window.analyst.applyAgain(arguments[0])", step);

		assertThat(model(xml()).<CallActivity>getModelElementById(step).getName()).isEqualTo("Selfie, please");
	}

	/** The editor has one for the name and the id. */
	@Test
	void showsOneGroupWithTheNameGeneral() {
		open();
		select(appendTemplate(REGISTRATION));
		field("activation", "Enable", "select");

		assertThat(this.browser.driver().findElements(By.cssSelector(".bio-properties-panel-group-header-title")))
			.extracting(WebElement::getText)
			.filteredOn((title) -> List.of("General", "Activation", "Selfie").contains(title))
			.containsExactly("General", "Activation", "Selfie");
	}

	@ParameterizedTest
	@ValueSource(strings = { "verification", "onboarding" })
	void findsOurWorkflowsMadeFromTheTemplates(String workflow) throws Exception {
		String model = Files.readString(Path.of("src/main/resources/bpmn", workflow + ".bpmn"));
		open();
		async("return window.analyst.load(arguments[0])", model);
		select("callActivity_registerSelfie");
		assertThat(field("activation", "Enable", "select").isEnabled()).isTrue();

		this.browser.driver().executeScript("window.analyst.applyAgain('callActivity_registerSelfie')");
		this.browser.driver().executeScript("window.analyst.applyAgain('serviceTask_publishResult')");

		assertThat(described(xml())).containsExactlyInAnyOrderElementsOf(described(model));
	}

	/** So that what differs after an analyst saved is what the analyst changed. */
	@ParameterizedTest
	@MethodSource("ourModels")
	void savesOurModelsAsTheyAre(Path file) throws Exception {
		String model = Files.readString(file);
		open();

		async("return window.analyst.load(arguments[0])", model);

		assertThat(xml()).isEqualTo(model);
	}

	static Stream<Path> ourModels() throws IOException {
		try (Stream<Path> workflows = Files.list(Path.of("src/main/resources/bpmn"));
				Stream<Path> examples = Files.list(Path.of("examples"))) {
			return Stream.concat(workflows, examples)
				.filter((file) -> file.toString().endsWith(".bpmn"))
				.sorted()
				.toList()
				.stream();
		}
	}

	/**
	 * The editor mixes up outputs when it applies a template again; whoever deploys that
	 * is told.
	 */
	@Test
	void isToldWhenTheEditorMixesUpOutputs() {
		open();
		String step = appendTemplate(REGISTRATION);
		appendTemplate(PUBLISHING);
		append("bpmn:EndEvent");
		this.browser.driver().executeScript("window.analyst.applyAgain(arguments[0])", step);
		assertThat(xml()).contains("source=\"selfie_registered\" target=\"photo_url\"");

		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, xml(), "default");

		assertThat(answer.getBody().get("message").asText()).isEqualTo("The call activity '" + step
				+ "' (Register selfie) takes over two outputs as 'photo_url': give each its own name again.");
	}

	/** What the templates write, but for the outputs. */
	private static List<String> described(String xml) {
		BpmnModelInstance model = model(xml);
		return Stream
			.concat(model.getModelElementsByType(CamundaIn.class)
				.stream()
				.map((in) -> "in " + in.getCamundaBusinessKey() + in.getCamundaSource() + in.getCamundaVariables()),
					model.getModelElementsByType(CamundaInputParameter.class)
						.stream()
						.map((input) -> input.getCamundaName() + "=" + input.getTextContent()))
			.toList();
	}

	private static BpmnModelInstance model(String xml) {
		return Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
	}

	/** With the templates as the running application gives them. */
	private void open() {
		this.browser.open("http://127.0.0.1:" + this.server.getAddress().getPort() + "/index.html");
		JsonNode templates = RestClient.create()
			.get()
			.uri(this.web.baseUrl() + "/element-templates/selfie-registration.json")
			.retrieve()
			.body(JsonNode.class);
		async("return window.analyst.open(JSON.parse(arguments[0]), arguments[1], 'My workflow')", templates.toString(),
				this.key);
	}

	private String appendTemplate(String template) {
		return (String) this.browser.driver()
			.executeScript("return window.analyst.appendTemplate(arguments[0])", template);
	}

	private void append(String type) {
		this.browser.driver().executeScript("window.analyst.append(arguments[0])", type);
	}

	private void select(String element) {
		this.browser.driver().executeScript("window.analyst.select(arguments[0])", element);
	}

	private void fill(String group, String label, String text) {
		WebElement field = field(group, label, "*[self::input or self::textarea]");
		field.clear();
		field.sendKeys(text);
	}

	/** The field with this label in a group of the template, which is opened first. */
	private WebElement field(String group, String label, String kind) {
		By header = By.cssSelector("[data-group-id='group-ElementTemplates__CustomProperties-" + group
				+ "'] .bio-properties-panel-group-header");
		By field = By.xpath("//*[@data-group-id='group-ElementTemplates__CustomProperties-" + group
				+ "']//label[text()='" + label + "']/..//" + kind);
		return this.browser.waitFor((driver) -> {
			WebElement found = driver.findElements(field).stream().findFirst().orElse(null);
			if (found != null && !found.isDisplayed()) {
				driver.findElement(header).click();
			}
			return (found != null && found.isDisplayed()) ? found : null;
		}, "the field '" + label + "'");
	}

	private String xml() {
		return (String) async("return window.analyst.xml()");
	}

	/** Waits for what a script promises. */
	private Object async(String script, Object... arguments) {
		Object answer = this.browser.driver()
			.executeAsyncScript("const done = arguments[arguments.length - 1];"
					+ "(async (...args) => { const run = function () { " + script + " }; return run(...args); })"
					+ "(...Array.from(arguments).slice(0, -1)).then((value) => done(value ?? null),"
					+ " (error) => done('failed: ' + error.message));", arguments);
		assertThat(String.valueOf(answer)).doesNotStartWith("failed: ");
		return answer;
	}

	private void deploy() {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, xml(), "default");
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(200);
	}

	private Integrator integrator() {
		return this.integrators.with(NotificationType.LINK).workflow(this.key).start();
	}

	private Object variable(String request, String name) {
		HistoricVariableInstance variable = this.history.createHistoricVariableInstanceQuery()
			.processDefinitionKey(this.key)
			.processInstanceId(this.history.createHistoricProcessInstanceQuery()
				.processInstanceBusinessKey(request)
				.processDefinitionKey(this.key)
				.singleResult()
				.getId())
			.variableName(name)
			.singleResult();
		return variable.getValue();
	}

	private static void serve(HttpExchange exchange) throws IOException {
		try (exchange) {
			Path file = EDITOR.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
			if (!file.startsWith(EDITOR) || !Files.isRegularFile(file)) {
				exchange.sendResponseHeaders(404, -1);
				return;
			}
			String name = file.toString();
			exchange.getResponseHeaders()
				.set("Content-Type", name.endsWith(".html") ? "text/html; charset=utf-8"
						: name.endsWith(".css") ? "text/css" : "text/javascript");
			byte[] content = Files.readAllBytes(file);
			exchange.sendResponseHeaders(200, content.length);
			exchange.getResponseBody().write(content);
		}
	}

}
