package io.selfieregistration.modelling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.modelling.RefusedModels.Mistake;
import io.selfieregistration.system.CallerClient;
import io.selfieregistration.system.Models;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Who may deploy, what they are told of their mistakes, and what is no mistake. */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
class DeploymentIT {

	@Autowired
	private IdentityService identity;

	@Autowired
	private AuthorizationService authorizations;

	@Autowired
	private WebSettings web;

	private String workspace;

	private OperatorClient analyst;

	private String key;

	@BeforeAll
	void becomeAnalyst() {
		this.workspace = OperatorClient.workspace(this.identity);
		this.analyst = OperatorClient.deployer(this.identity, this.web.baseUrl(), this.workspace);
	}

	@BeforeEach
	void takeNewKey() {
		this.key = "drawn-" + UUID.randomUUID();
	}

	@Test
	void isForDeployersOnly() {
		OperatorClient operator = OperatorClient.of(this.identity, this.web.baseUrl(), this.workspace);

		assertThat(status(operator.tryToDeploy(this.key, Models.workflow(this.key), this.workspace))).isEqualTo(403);
		assertThat(status(this.analyst.tryToDeploy(this.key, Models.workflow(this.key), this.workspace)))
			.isEqualTo(200);
	}

	@Test
	void isWhatDeployersMaySeeAndStartInTheirWorkspace() {
		OperatorClient other = OperatorClient.deployer(this.identity, this.web.baseUrl(),
				OperatorClient.workspace(this.identity));
		String model = HostileModels.model("<bpmn:startEvent id=\"start\" />").replace("KEY", this.key);
		for (int version = 1; version <= 2; version++) {
			this.analyst.deploy(this.key, Models.replace(model, "id=\"start\"", "id=\"start" + version + "\""),
					this.workspace);
		}

		JsonNode definitions = this.analyst.get("/engine-rest/process-definition?maxResults=10&key=" + this.key)
			.getBody();
		assertThat(definitions.findValuesAsText("tenantId")).hasSize(2).containsOnly(this.workspace);
		assertThat(this.analyst.get("/engine-rest/deployment?maxResults=10&name=" + this.key).getBody()).hasSize(2);
		assertThat(status(
				this.analyst.get("/engine-rest/process-definition/" + definitions.get(0).get("id").asText() + "/xml")))
			.isEqualTo(200);
		String start = "/engine-rest/process-definition/key/" + this.key + "/tenant-id/" + this.workspace + "/start";
		ResponseEntity<JsonNode> started = this.analyst.post(start, "{}");
		assertThat(status(started)).as("%s", started.getBody()).isEqualTo(200);

		assertThat(other.get("/engine-rest/process-definition?maxResults=10&key=" + this.key).getBody()).isEmpty();
		assertThat(other.get("/engine-rest/deployment?maxResults=10&name=" + this.key).getBody()).isEmpty();
		assertThat(status(other.post(start, "{}"))).isBetween(400, 499);
		assertThat(status(this.analyst.get("/api/v1/workflows"))).isEqualTo(403);
	}

	/**
	 * A delivery or a phase belongs to a request, which may be one of another workspace.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "deliver-message", "start-next-phase", "find-duplicates", "renew-templates",
			"selfie-registration" })
	void letsDeployersStartNothingThatTheServiceRunsForItself(String process) {
		ResponseEntity<JsonNode> answer = this.analyst.post("/engine-rest/process-definition/key/" + process + "/start",
				"{}");

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(403);
		assertThat(this.analyst
			.get("/engine-rest/process-definition/count?startableInTasklist=true&startablePermissionCheck=true&key="
					+ process)
			.getBody()
			.get("count")
			.asInt()).isZero();
	}

	@Test
	void isAllThatTheGroupOfDeployersIsGiven() {
		assertThat(this.authorizations.createAuthorizationQuery().groupIdIn("selfieDeployer").resourceId("*").list())
			.allSatisfy((grant) -> assertThat(grant.getAuthorizationType()).isEqualTo(Authorization.AUTH_TYPE_GRANT))
			.extracting(Authorization::getResourceType, (grant) -> granted(grant))
			.containsExactlyInAnyOrder(
					tuple(Resources.DEPLOYMENT.resourceType(), Set.of(Permissions.CREATE, Permissions.READ)),
					tuple(Resources.PROCESS_DEFINITION.resourceType(), Set.of(Permissions.READ)),
					tuple(Resources.DECISION_DEFINITION.resourceType(), Set.of(Permissions.READ)),
					tuple(Resources.PROCESS_INSTANCE.resourceType(), Set.of(Permissions.CREATE)));
	}

	/** This is how Modeler asks whether it reaches an engine. */
	@Test
	void isFoundByModeler() {
		assertThat(status(this.analyst.get("/engine-rest/deployment?maxResults=0"))).isEqualTo(200);
		assertThat(this.analyst.get("/engine-rest/version").getBody().get("version").asText()).startsWith("7.24");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest/deployment/create", "/camunda/api/engine/engine/default/deployment/create" })
	void isForNobodyWhoIsUnknown(String path) {
		int status = CallerClient.builder()
			.baseUrl(this.web.baseUrl().toString())
			.build()
			.post()
			.uri(path)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode()
			.value();

		assertThat(status).isIn(401, 403);
	}

	@Test
	void endsBodiesThatAreLargerThanModelsAre() {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeployFiles(this.key,
				Map.of(this.key + ".bpmn", new byte[9 * 1024 * 1024]), this.workspace);

		assertThat(status(answer)).isBetween(400, 499);
		assertThat(answer.getBody().toString()).as("not even read to its end").doesNotContain("ParseException");
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void saysWhatIsWrong(Mistake mistake) {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, mistake.in(this.key), this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText()).contains(mistake.sentence());
		JsonNode errors = answer.getBody().at("/details/" + this.key + ".bpmn/errors");
		assertThat(errors.findValuesAsText("message")).contains(mistake.sentence());
		assertThat(errors.findValuesAsText("mainElementId")).doesNotContain("null", "");
	}

	static Stream<Mistake> mistakes() {
		return RefusedModels.all();
	}

	@Test
	void saysEverythingAtOnce() {
		String model = Models.replace(Models.replace(Models.workflow(this.key, "user.age &gt;"),
				"name=\"selfieReminder\" />", "name=\"a\" />"), "name=\"b\"".replace("b", "Publish result"),
				"name=\"Publish it\"");

		assertThat(this.analyst.tryToDeploy(this.key, model, this.workspace).getBody().get("message").asText())
			.contains("has the setting 'a'")
			.contains("does not parse");
	}

	@ParameterizedTest
	@MethodSource("variations")
	void takesSeveralModulesOneAtATime(Mistake variation) {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, variation.in(this.key), this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
	}

	static Stream<Mistake> variations() {
		return RefusedModels.variations();
	}

	/** Also where the second module runs in a process that was deployed before. */
	@Test
	void seesModulesInProcessesThatAreCalled() {
		assertThat(status(this.analyst.tryToDeploy(this.key, Models.workflow(this.key), this.workspace)))
			.isEqualTo(200);
		Mistake atOnce = RefusedModels.all()
			.filter((mistake) -> mistake.name().equals("two modules at the same time"))
			.findFirst()
			.orElseThrow();
		String caller = this.key + "-caller";
		String model = Models.replace(atOnce.in(caller),
				"name=\"Register again\" calledElement=\"selfie-registration\"",
				"name=\"Register again\" calledElement=\"" + this.key + "\"");

		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(caller, model, this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText()).contains(atOnce.sentence());
	}

	@Test
	void asksForTheOutputsThatFlowsDecideBy() {
		String model = Models.replace(
				Models.replace(Models.workflow(this.key), RefusedModels.FLOW_TO_PUBLISH, RefusedModels.DECIDES),
				"<camunda:out source=\"selfie_registered\" target=\"selfie_registered\" />", "");

		assertThat(this.analyst.tryToDeploy(this.key, model, this.workspace).getBody().get("message").asText())
			.contains("The call activity 'callActivity_registerSelfie' (Register selfie) does not take over"
					+ " 'selfie_registered', which a sequence flow decides by: apply the template again");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"<bpmn:process id=\"KEY\" | <bpmn:process id=\"my workflow\" | holds the id 'my workflow': write one that begins with a letter",
			"targetRef=\"endEvent_resultPublished\" | targetRef=\"endEvent_gone\" | cannot be read as a model: line 81: There is no ID/IDREF binding for IDREF 'endEvent_gone'" })
	void saysWhatKeepsFileFromBeingModel(String text, String replacement, String sentence) {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key,
				Models.replace(Models.workflow(this.key), text.replace("KEY", this.key), replacement), this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText()).contains("The file '" + this.key + ".bpmn' " + sentence);
	}

	/** The engine reads flows only, and other tools write nothing else. */
	@Test
	void needsNoNodeToSayWhatFlowsItHas() {
		String model = Models.workflow(this.key).replaceAll("<bpmn:(incoming|outgoing)>[^<]*</bpmn:\\1>", "");

		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, model, this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
	}

	@Test
	void looksForNamedRulesInTheWorkspace() {
		OperatorClient operator = OperatorClient.of(this.identity, this.web.baseUrl(), this.workspace);
		String model = Models.workflow(this.key, "rule(\"older\")");
		assertThat(status(this.analyst.tryToDeploy(this.key, model, this.workspace))).isEqualTo(400);
		ResponseEntity<JsonNode> made = operator.post("/api/v1/rules?workspace=" + this.workspace, """
				{"name":"older","expression":"user.age > 50"}
				""");
		assertThat(status(made)).as("%s", made.getBody()).isEqualTo(201);

		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, model, this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "verification", "onboarding" })
	void takesOurOwnWorkflows(String workflow) throws Exception {
		try (var stream = getClass().getResourceAsStream("/bpmn/" + workflow + ".bpmn")) {
			ResponseEntity<JsonNode> answer = this.analyst.tryToDeployFiles(workflow,
					Map.of(workflow + ".bpmn", stream.readAllBytes()), this.workspace);

			assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@MethodSource("examples")
	void takesEveryExample(Path example) throws Exception {
		Map<String, byte[]> files = new HashMap<>();
		files.put(example.getFileName().toString(), Files.readAllBytes(example));
		try (Stream<Path> forms = files("*.form")) {
			for (Path form : forms.toList()) {
				files.put(form.getFileName().toString(), Files.readAllBytes(form));
			}
		}

		ResponseEntity<JsonNode> answer = this.analyst.tryToDeployFiles(this.key, files, this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
	}

	static Stream<Path> examples() throws IOException {
		return files("*.bpmn");
	}

	private static Stream<Path> files(String names) throws IOException {
		PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + names);
		return Files.list(Path.of("examples")).filter((file) -> matcher.matches(file.getFileName()));
	}

	@Test
	void takesProcessWithEverythingThatAnalystsNeed() {
		Map<String, byte[]> files = Map.of(this.key + ".bpmn", bytes(good().replace("KEY", this.key)), "decide.dmn",
				bytes(DECISION.replace("KEY", this.key)), "review.form",
				bytes("{\"type\":\"default\",\"id\":\"review\",\"schemaVersion\":16,\"components\":[]}"));

		ResponseEntity<JsonNode> answer = this.analyst.tryToDeployFiles(this.key, files, this.workspace);

		assertThat(status(answer)).as("%s", answer.getBody()).isEqualTo(200);
	}

	private static String good() {
		String flow = "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\" />";
		return HostileModels
			.model("""
					<bpmn:documentation>Costs ${price}.</bpmn:documentation>
					<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="Reviewers">
					<bpmn:flowNodeRef>review</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
					<bpmn:startEvent id="start" camunda:initiator="starter" />
					<bpmn:exclusiveGateway id="older" name="Older?" default="younger" />
					<bpmn:sequenceFlow id="yes" name="Yes" sourceRef="older" targetRef="fork">
					  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="feel">
					    is defined(age) and age &gt;= 18 and date(registeredAt).year &lt; 2030</bpmn:conditionExpression>
					</bpmn:sequenceFlow>
					<bpmn:parallelGateway id="fork" />
					<bpmn:userTask id="review" name="Review ${subject}" camunda:candidateGroups="reviewers,${team}" \
					camunda:formRef="review" camunda:formRefBinding="deployment" camunda:dueDate="${dueAt}">
					  <bpmn:extensionElements><camunda:inputOutput>
					    <camunda:inputParameter name="older"><camunda:script scriptFormat="feel">age &gt; 50</camunda:script>\
					</camunda:inputParameter>
					    <camunda:inputParameter name="places"><camunda:list><camunda:value>Rome</camunda:value></camunda:list>\
					</camunda:inputParameter>
					  </camunda:inputOutput></bpmn:extensionElements>
					</bpmn:userTask>
					<bpmn:boundaryEvent id="late" cancelActivity="false" attachedToRef="review">
					  <bpmn:timerEventDefinition id="t1"><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R3/PT24H\
					</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
					<bpmn:businessRuleTask id="decide" camunda:decisionRef="KEY" camunda:resultVariable="adult" \
					camunda:mapDecisionResult="singleEntry" />
					<bpmn:parallelGateway id="join" />
					<bpmn:subProcess id="wait"><bpmn:startEvent id="waitStart" />
					  <bpmn:intermediateCatchEvent id="pause"><bpmn:timerEventDefinition id="t2">
					    <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration>
					  </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:endEvent id="waitEnd" />
					"""
					+ flow.formatted("w1", "waitStart", "pause") + flow.formatted("w2", "pause", "waitEnd")
					+ """
							</bpmn:subProcess>
							<bpmn:boundaryEvent id="failed" attachedToRef="wait">
							  <bpmn:errorEventDefinition id="e1" errorRef="error" /></bpmn:boundaryEvent>
							<bpmn:exclusiveGateway id="again" name="Again?" default="done" />
							<bpmn:sequenceFlow id="repeat" name="Yes" sourceRef="again" targetRef="fork">
							  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${again}</bpmn:conditionExpression>
							</bpmn:sequenceFlow>
							<bpmn:intermediateCatchEvent id="paid">
							  <bpmn:messageEventDefinition id="m1" messageRef="message" /></bpmn:intermediateCatchEvent>
							<bpmn:endEvent id="end"><bpmn:terminateEventDefinition id="t3" /></bpmn:endEvent>
							<bpmn:endEvent id="lateEnd" />
							"""
					+ flow.formatted("s1", "start", "older") + flow.formatted("younger", "older", "paid")
					+ flow.formatted("f1", "fork", "review") + flow.formatted("f2", "fork", "decide")
					+ flow.formatted("j1", "review", "join") + flow.formatted("j2", "decide", "join")
					+ flow.formatted("j3", "join", "wait") + flow.formatted("l1", "late", "lateEnd")
					+ flow.formatted("a1", "wait", "again") + flow.formatted("a2", "failed", "again")
					+ flow.formatted("done", "again", "paid") + flow.formatted("p1", "paid", "end"))
			.replace("<bpmn:process", "<bpmn:message id=\"message\" name=\"paid\" /><bpmn:process");
	}

	private static final String DECISION = """
			<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
			  <decision id="KEY" name="Decide"><decisionTable id="table" hitPolicy="FIRST"><input id="in">
			    <inputExpression id="ie" typeRef="integer"><text>age</text></inputExpression></input>
			    <output id="out" name="adult" typeRef="boolean" />
			    <rule id="r1"><inputEntry id="c1"><text>&gt;= 18</text></inputEntry>
			    <outputEntry id="v1"><text>true</text></outputEntry></rule>
			    <rule id="r2"><inputEntry id="c2"><text>-</text></inputEntry>
			    <outputEntry id="v2"><text>false</text></outputEntry></rule></decisionTable></decision>
			</definitions>
			""";

	private static Set<Permissions> granted(Authorization grant) {
		return Stream
			.of(Permissions.CREATE, Permissions.READ, Permissions.UPDATE, Permissions.DELETE,
					Permissions.CREATE_INSTANCE, Permissions.READ_INSTANCE, Permissions.UPDATE_INSTANCE)
			.filter(grant::isPermissionGranted)
			.collect(Collectors.toSet());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static int status(ResponseEntity<?> answer) {
		return answer.getStatusCode().value();
	}

}
