package io.selfieregistration.modelling;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.system.Models;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What analysts draw is deployed by {@code engine-rest} and runs to its end, or is
 * refused with one sentence that says what to do.
 */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
class DrawnModelsIT {

	private static final String FLOW = "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\" />";

	@Autowired
	private IdentityService identity;

	@Autowired
	private WebSettings web;

	private String workspace;

	private OperatorClient analyst;

	private OperatorClient administrator;

	private String key;

	@BeforeAll
	void becomeAnalyst() {
		this.workspace = OperatorClient.workspace(this.identity);
		this.analyst = OperatorClient.deployer(this.identity, this.web.baseUrl(), this.workspace);
		this.administrator = OperatorClient.administrator(this.web.baseUrl());
	}

	@BeforeEach
	void takeNewKey() {
		this.key = "drawn-" + UUID.randomUUID();
	}

	@ParameterizedTest
	@MethodSource("models")
	void deploysAndRunsToItsEnd(String name, String body, String variable, String value) {
		deploy(Map.of(".bpmn", body));

		JsonNode ended = start();

		assertThat(ended.get("ended").asBoolean()).as("%s", ended).isTrue();
		String instance = ended.get("id").asText();
		assertThat(passed(instance, "end")).as("reached its end event").isEqualTo(1);
		if (variable.isEmpty()) {
			assertThat(passed(instance, "step")).isEqualTo(Integer.parseInt(value));
		}
		else {
			assertThat(this.administrator
				.get("/engine-rest/history/variable-instance?maxResults=10&variableName=" + variable
						+ "&processInstanceId=" + instance)
				.getBody()
				.get(0)
				.get("value")
				.asText()).isEqualTo(value);
		}
	}

	private int passed(String instance, String activity) {
		return this.administrator
			.get("/engine-rest/history/activity-instance/count?activityId=" + activity
					+ "&finished=true&processInstanceId=" + instance)
			.getBody()
			.get("count")
			.asInt();
	}

	static Stream<Arguments> models() {
		String twice = "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\"><bpmn:loopCardinality>5"
				+ "</bpmn:loopCardinality><bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\"%s>%s"
				+ "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>";
		String counts = "<bpmn:task id=\"step\">%s</bpmn:task>";
		return Stream.of(Arguments.of("link events", """
				<bpmn:startEvent id="start" />
				<bpmn:intermediateThrowEvent id="throw" name="To the other page">
				  <bpmn:linkEventDefinition id="l1" name="page" /></bpmn:intermediateThrowEvent>
				<bpmn:intermediateCatchEvent id="catch" name="From the first page">
				  <bpmn:linkEventDefinition id="l2" name="page" /></bpmn:intermediateCatchEvent>
				<bpmn:endEvent id="end" />
				""" + FLOW.formatted("a", "start", "throw") + FLOW.formatted("b", "catch", "end"), "", "0"),
				Arguments.of("link events that name each other", """
						<bpmn:startEvent id="start" />
						<bpmn:intermediateThrowEvent id="throw"><bpmn:linkEventDefinition id="l1" name="page">
						  <bpmn:target>l2</bpmn:target></bpmn:linkEventDefinition></bpmn:intermediateThrowEvent>
						<bpmn:intermediateThrowEvent id="throwToo"><bpmn:linkEventDefinition id="l3" name="page">
						  <bpmn:target>l2</bpmn:target></bpmn:linkEventDefinition></bpmn:intermediateThrowEvent>
						<bpmn:intermediateCatchEvent id="catch"><bpmn:linkEventDefinition id="l2" name="page">
						  <bpmn:source>l1</bpmn:source><bpmn:source>l3</bpmn:source></bpmn:linkEventDefinition>
						</bpmn:intermediateCatchEvent>
						<bpmn:exclusiveGateway id="which" default="b" />
						<bpmn:sequenceFlow id="a" sourceRef="which" targetRef="throw">
						  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="feel">1 &gt; 2\
						</bpmn:conditionExpression></bpmn:sequenceFlow>
						<bpmn:endEvent id="end" />
						""" + FLOW.formatted("s", "start", "which") + FLOW.formatted("b", "which", "throwToo")
						+ FLOW.formatted("c", "catch", "end"), "", "0"),
				Arguments.of("groups with labels", around("<bpmn:task id=\"step\" />") + """
						<bpmn:group id="group" categoryValueRef="label" />""", "", "1"),
				Arguments.of("completion by a comparison of counters",
						around(counts.formatted(twice.formatted("", "${nrOfCompletedInstances &gt;= 2}"))), "", "2"),
				Arguments.of("completion by a share of the runs",
						around(counts
							.formatted(twice.formatted("", "${nrOfCompletedInstances / nrOfInstances &gt; 0.5}"))),
						"", "3"),
				Arguments.of("completion by FEEL",
						around(counts.formatted(twice.formatted(" language=\"feel\"",
								"nrOfCompletedInstances = 4 or nrOfCompletedInstances / nrOfInstances &gt; 0.9"))),
						"", "4"),
				Arguments.of("script task in FEEL",
						around("<bpmn:scriptTask id=\"step\" name=\"Compute\" scriptFormat=\"feel\""
								+ " camunda:resultVariable=\"sum\"><bpmn:script>\"a\" + string(1 + 2)</bpmn:script>"
								+ "</bpmn:scriptTask>"),
						"sum", "a3"));
	}

	@Test
	void runsWorkflowWithTwoPages() {
		String model = Models
			.replace(Models.workflow(this.key),
					"sourceRef=\"callActivity_registerSelfie\" targetRef=\"serviceTask_publishResult\"",
					"sourceRef=\"callActivity_registerSelfie\" targetRef=\"throw\"")
			.replace("</bpmn:process>", """
					<bpmn:intermediateThrowEvent id="throw"><bpmn:linkEventDefinition id="l1" name="page" />
					</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="catch">
					<bpmn:linkEventDefinition id="l2" name="page" /></bpmn:intermediateCatchEvent>
					""" + FLOW.formatted("onPageTwo", "catch", "serviceTask_publishResult") + "</bpmn:process>");

		assertThat(status(this.analyst.tryToDeploy(this.key, model, this.workspace))).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("refused")
	void saysWhatToDoInOneSentence(String name, String body, String sentence) {
		ResponseEntity<JsonNode> answer = tryToDeploy(Map.of(".bpmn", body));

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText()).startsWith(sentence);
		assertThat(answer.getBody().at("/details/" + this.key + ".bpmn/errors")).hasSize(1);
	}

	static Stream<Arguments> refused() {
		String never = "' for %s, but modules give texts, so it never holds: write ";
		String step = "The service task 'step' (Do it) ";
		return Stream.of(
				decides("text = Boolean", "selfie_registered = true",
						"selfie_registered" + never.formatted("a Boolean") + "selfie_registered = \"true\""),
				decides("text alone", "selfie_registered",
						"selfie_registered" + never.formatted("a Boolean") + "selfie_registered = \"true\""),
				decides("outcome = Boolean", "selfieOutcome != true",
						"selfieOutcome" + never.formatted("a Boolean") + "selfieOutcome = \"registered\""),
				decides("text &gt; number", "selfie_registered_at &gt; 1700000000",
						"selfie_registered_at" + never.formatted("a number") + "number(selfie_registered_at)"),
				Arguments.of("JUEL of a text", deciding("", "${selfie_registered}"),
						decided("selfie_registered" + never.formatted("a Boolean") + "selfie_registered = \"true\"")),
				Arguments.of("script that takes a text for a Boolean",
						around("<bpmn:scriptTask id=\"step\" scriptFormat=\"feel\" camunda:resultVariable=\"ok\">"
								+ "<bpmn:script>if selfie_registered then 1 else 2</bpmn:script></bpmn:scriptTask>"),
						"The script task 'step' takes 'selfie_registered" + never.formatted("a Boolean")
								+ "selfie_registered = \"true\""),
				Arguments.of("undeployed decision",
						around("<bpmn:businessRuleTask id=\"step\" camunda:decisionRef=\"gone\""
								+ " camunda:resultVariable=\"a\" />"),
						"The business rule task 'step' links the decision 'gone', which is not deployed: deploy it with"
								+ " the model, or correct the id"),
				Arguments.of("undeployed form", around("<bpmn:userTask id=\"step\" camunda:formRef=\"gone\" />"),
						"The user task 'step' links the form 'gone', which is not deployed: deploy it with the model, or"
								+ " correct the id"),
				Arguments.of("undeployed form of the start",
						around("<bpmn:task id=\"step\" />").replace("id=\"start\"",
								"id=\"start\" camunda:formRef=\"gone\" camunda:formRefBinding=\"latest\""),
						"The start event 'start' links the form 'gone', which is not deployed"),
				Arguments.of("undeployed form file",
						around("<bpmn:userTask id=\"step\" camunda:formKey=\"camunda-forms:deployment:gone.form\" />"),
						"The user task 'step' links the form 'gone.form', which is not deployed"),
				Arguments.of("form of an application that there is not",
						around("<bpmn:userTask id=\"step\" camunda:formKey=\"camunda-forms:app:gone.form\" />"),
						"The user task 'step' has the form 'camunda-forms:app:gone.form': link a Camunda Form by its id"
								+ " instead"),
				Arguments.of("call of what is deployed elsewhere",
						around("<bpmn:callActivity id=\"step\" calledElement=\"verification\""
								+ " camunda:calledElementBinding=\"deployment\" />"),
						"The call activity 'step' calls 'verification', which is not deployed"),
				Arguments.of("connector", around(
						"<bpmn:serviceTask id=\"step\" name=\"Do it\"><bpmn:extensionElements><camunda:connector>"
								+ "<camunda:inputOutput><camunda:inputParameter name=\"url\">${url()}"
								+ "</camunda:inputParameter></camunda:inputOutput><camunda:connectorId>http-connector"
								+ "</camunda:connectorId></camunda:connector></bpmn:extensionElements></bpmn:serviceTask>"),
						step + "has a connector, which runs code: make it an external task, which a worker of yours"
								+ " completes"),
				Arguments.of("listener by script",
						around("<bpmn:serviceTask id=\"step\" name=\"Do it\" camunda:type=\"external\""
								+ " camunda:topic=\"t\"><bpmn:extensionElements><camunda:executionListener"
								+ " event=\"start\"><camunda:script scriptFormat=\"javascript\">1</camunda:script>"
								+ "</camunda:executionListener></bpmn:extensionElements></bpmn:serviceTask>"),
						step + "has a listener, which runs code: remove it"),
				Arguments.of("script task in another language",
						around("<bpmn:scriptTask id=\"step\" scriptFormat=\"javascript\" camunda:resultVariable=\"a\">"
								+ "<bpmn:script>${1}</bpmn:script></bpmn:scriptTask>"),
						"The script task 'step' runs a script: write it in FEEL, a script task with a result variable"),
				Arguments.of("due date of a calendar",
						around("<bpmn:userTask id=\"step\" camunda:dueDate=\"${dateTime().plusDays(3).toDate()}\" />"),
						"The user task 'step' computes the time '${dateTime().plusDays(3).toDate()}': write the duration"
								+ " P3D instead"),
				Arguments.of("timer of a calendar",
						around("<bpmn:intermediateCatchEvent id=\"step\"><bpmn:timerEventDefinition id=\"t\">"
								+ "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${dateTime().plusHours(4).toDate()}"
								+ "</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"),
						"The intermediate catch event 'step' computes the time '${dateTime().plusHours(4).toDate()}':"
								+ " write the duration PT4H instead"),
				Arguments.of("condition in JUEL", deciding("", "${age &gt;= 18}"),
						"The sequence flow 'yes' (from Old enough? to 'end') decides by the text '${age >= 18}': write a"
								+ " FEEL condition with the language feel"),
				Arguments.of("completion by a variable", around("<bpmn:task id=\"step\">"
						+ "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
						+ "<bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\">${execution.getVariable('a') == 2}"
						+ "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:task>"),
						"The task 'step' ends its runs by '${execution.getVariable('a') == 2}': write FEEL with the"
								+ " language feel, or compare nrOfCompletedInstances, nrOfActiveInstances or nrOfInstances"
								+ " with a number, as in ${nrOfCompletedInstances >= 2}"),
				Arguments.of("task without implementation", around("<bpmn:serviceTask id=\"step\" name=\"Do it\" />"),
						step + "does nothing yet: apply an element template, or make it an external task with a topic"),
				Arguments.of("send task without implementation", around("<bpmn:sendTask id=\"step\" />"),
						"The send task 'step' does nothing yet"),
				Arguments.of("message end event without implementation",
						around("<bpmn:task id=\"step\" />").replace("<bpmn:endEvent id=\"end\" />",
								"<bpmn:endEvent id=\"end\"><bpmn:messageEventDefinition id=\"m\" /></bpmn:endEvent>"),
						"The end event 'end' does nothing yet"),
				Arguments.of("business rule task without decision", around("<bpmn:businessRuleTask id=\"step\" />"),
						"The business rule task 'step' links no decision"),
				Arguments.of("external task without topic",
						around("<bpmn:serviceTask id=\"step\" name=\"Do it\" camunda:type=\"external\" />"),
						step + "is an external task without a topic: enter the topic that your worker asks for"),
				Arguments.of("call of nothing", around("<bpmn:callActivity id=\"step\" />"),
						"The call activity 'step' calls no process: enter the id of one as called element"));
	}

	private static Arguments decides(String name, String feel, String rest) {
		return Arguments.of(name, deciding(" language=\"feel\"", feel), decided(rest));
	}

	private static String decided(String rest) {
		return "The sequence flow 'yes' (from Old enough? to 'end') takes '" + rest;
	}

	private static String deciding(String language, String condition) {
		return """
				<bpmn:startEvent id="start" /><bpmn:exclusiveGateway id="gateway" name="Old enough?" default="no" />
				<bpmn:endEvent id="end" /><bpmn:endEvent id="other" />
				<bpmn:sequenceFlow id="yes" sourceRef="gateway" targetRef="end">
				  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"%s>%s</bpmn:conditionExpression>
				</bpmn:sequenceFlow>""".formatted(language, condition) + FLOW.formatted("first", "start", "gateway")
				+ FLOW.formatted("no", "gateway", "other");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "selfie_registered | true | a Boolean",
			"selfie_registered_at | &gt; 5 | a number", "selfie_registered = true | - | a Boolean" })
	void refusesDecisionThatTakesTextForSomethingElse(String input, String cell, String kind) {
		ResponseEntity<JsonNode> answer = tryToDeploy(Map.of(".dmn", decision(input, cell)));

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText())
			.contains("for " + kind + ", but modules give texts, so it never holds");
	}

	@Test
	void knowsTextsUnderTheNamesThatTheWorkflowGivesThem() {
		String model = Models
			.replace(Models.workflow(this.key), RefusedModels.FLOW_TO_PUBLISH,
					RefusedModels.DECIDES.replace("selfie_registered = \"true\"", "done = true"))
			.replace("target=\"selfie_registered\"", "target=\"done\"");

		assertThat(this.analyst.tryToDeploy(this.key, model, this.workspace).getBody().get("message").asText())
			.contains("takes 'done' for a Boolean, but modules give texts, so it never holds: write done = \"true\"");
	}

	/** With the model, or before it. */
	@Test
	void runsWithDecisionAndFormThatAreDeployed() {
		String model = around("<bpmn:businessRuleTask id=\"step\" camunda:decisionRef=\"" + this.key + "\""
				+ " camunda:resultVariable=\"adult\" camunda:mapDecisionResult=\"singleEntry\" />");
		String decision = decision("selfie_registered", "\"true\"");
		deploy(new LinkedHashMap<>(Map.of(".bpmn", model, ".dmn", decision)));
		assertThat(start("\"selfie_registered\":{\"value\":\"true\"}").get("ended").asBoolean()).isTrue();

		deploy(Map.of(".bpmn", model));
		assertThat(start("\"selfie_registered\":{\"value\":\"true\"}").get("ended").asBoolean()).isTrue();

		String task = around("<bpmn:userTask id=\"step\" camunda:formRef=\"KEY\" camunda:formRefBinding=\"latest\" />");
		deploy(Map.of(".bpmn", task, ".form",
				"{\"type\":\"default\",\"id\":\"KEY\",\"schemaVersion\":16,\"components\":[]}"));
		deploy(Map.of(".bpmn", task));
		String instance = start().get("id").asText();
		String waiting = this.administrator.get("/engine-rest/task?maxResults=10&processInstanceId=" + instance)
			.getBody()
			.get(0)
			.get("id")
			.asText();
		assertThat(
				this.administrator.get("/engine-rest/task/" + waiting + "/deployed-form").getBody().get("id").asText())
			.isEqualTo(this.key);
		assertThat(status(this.administrator.post("/engine-rest/task/" + waiting + "/complete", "{}"))).isEqualTo(204);
	}

	@Test
	void refusesCallOfProcessThatIsNotExecutable() {
		String model = HostileModels.model(around("<bpmn:callActivity id=\"step\" calledElement=\"KEY-called\" />"))
			.replace("</bpmn:definitions>",
					"<bpmn:process id=\"KEY-called\" isExecutable=\"false\"><bpmn:startEvent id=\"s2\" /></bpmn:process>"
							+ "</bpmn:definitions>");

		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, model.replace("KEY", this.key),
				this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText())
			.contains("calls '" + this.key + "-called', which is not deployed");
	}

	/** The engine looks for it in the tenant of the caller only. */
	@Test
	void refusesCallOfSharedProcessThatIsNoModule() {
		String shared = this.key + "-shared";
		this.administrator.deploy(shared,
				HostileModels.model(around("<bpmn:task id=\"step\" />")).replace("KEY", shared), null);

		ResponseEntity<JsonNode> answer = tryToDeploy(
				Map.of(".bpmn", around("<bpmn:callActivity id=\"step\" calledElement=\"" + shared + "\" />")));

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText()).contains("calls '" + shared + "', which is not deployed");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
					+ " xmlns:modeler=\"http://camunda.org/schema/modeler/1.0\" targetNamespace=\"urn:x\""
					+ " modeler:executionPlatform=\"Camunda Cloud\" modeler:executionPlatformVersion=\"8.7.0\">"
					+ "<bpmn:process id=\"KEY\" isExecutable=\"true\" /></bpmn:definitions>",
			"<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
					+ " xmlns:zeebe=\"http://camunda.org/schema/zeebe/1.0\" targetNamespace=\"urn:x\">"
					+ "<bpmn:process id=\"KEY\" isExecutable=\"true\"><bpmn:serviceTask id=\"step\">"
					+ "<bpmn:extensionElements><zeebe:taskDefinition type=\"t\" /></bpmn:extensionElements>"
					+ "</bpmn:serviceTask></bpmn:process></bpmn:definitions>" })
	void callsDiagramForCamunda8That(String model) {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, model.replace("KEY", this.key),
				this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText()).startsWith("The file '" + this.key
				+ ".bpmn' is a diagram for Camunda 8, and this service runs Camunda 7: draw it as a diagram for Camunda"
				+ " Platform 7.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "no-such-tenant" })
	void refusesTenantThatDoesNotExist(String tenant) {
		ResponseEntity<JsonNode> answer = this.administrator.tryToDeploy(this.key, Models.workflow(this.key), tenant);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText())
			.isEqualTo("The tenant '" + tenant + "' does not exist: fill in your workspace as Tenant ID.");
	}

	@Test
	void asksDeployersForTheTenant() {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, Models.workflow(this.key), null);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(403);
		assertThat(answer.getBody().get("message").asText())
			.contains("The deployment has no tenant: fill in your workspace as Tenant ID");
	}

	private void deploy(Map<String, String> files) {
		ResponseEntity<JsonNode> answer = tryToDeploy(files);
		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
	}

	/**
	 * @param files by the ends of their names; a model is the body of its process
	 */
	private ResponseEntity<JsonNode> tryToDeploy(Map<String, String> files) {
		Map<String, byte[]> contents = new LinkedHashMap<>();
		files.forEach((end, content) -> contents.put(this.key + end,
				(end.equals(".bpmn") ? model(content) : content).replace("KEY", this.key)
					.getBytes(StandardCharsets.UTF_8)));
		return this.analyst.tryToDeployFiles(this.key, contents, this.workspace);
	}

	private static String model(String body) {
		String model = HostileModels.model(body);
		return body.contains("categoryValueRef") ? Models.replace(model, "<bpmn:process",
				"<bpmn:category id=\"category\"><bpmn:categoryValue id=\"label\" value=\"Back office\" />"
						+ "</bpmn:category><bpmn:process")
				: model;
	}

	private JsonNode start() {
		return start("");
	}

	private JsonNode start(String variables) {
		ResponseEntity<JsonNode> answer = this.administrator.post(
				"/engine-rest/process-definition/key/" + this.key + "/tenant-id/" + this.workspace + "/start",
				"{\"variables\":{" + variables + "}}");
		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
		return answer.getBody();
	}

	private static String around(String step) {
		return "<bpmn:startEvent id=\"start\" />" + step + "<bpmn:endEvent id=\"end\" />"
				+ FLOW.formatted("first", "start", "step") + FLOW.formatted("second", "step", "end");
	}

	private String decision(String input, String cell) {
		return """
				<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
				  <decision id="KEY" name="Decide"><decisionTable id="table"><input id="in">
				    <inputExpression id="ie"><text>%s</text></inputExpression></input>
				    <output id="out" name="adult" typeRef="boolean" />
				    <rule id="rule"><inputEntry id="cell"><text>%s</text></inputEntry>
				    <outputEntry id="value"><text>true</text></outputEntry></rule></decisionTable></decision>
				</definitions>
				""".formatted(input, cell).replace("KEY", this.key);
	}

	private static int status(ResponseEntity<?> answer) {
		return answer.getStatusCode().value();
	}

}
