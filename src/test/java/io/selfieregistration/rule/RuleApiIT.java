package io.selfieregistration.rule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Models;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/** The catalogue of rules, as operators of workspaces find it. */
@SystemTest
class RuleApiIT {

	private static final ObjectMapper JSON = new ObjectMapper();

	@Autowired
	private IdentityService identity;

	@Autowired
	private WebSettings web;

	@Autowired
	private Integrators integrators;

	private String workspace;

	private OperatorClient operator;

	@BeforeEach
	void makeWorkspace() {
		this.workspace = OperatorClient.workspace(this.identity);
		this.operator = OperatorClient.of(this.identity, this.web.baseUrl(), this.workspace);
	}

	@Test
	void keepsRuleWithAllItsVersions() {
		ResponseEntity<JsonNode> created = create("adult", "user.age >= 18", "Old enough");
		assertThat(created.getStatusCode().value()).as("%s", created.getBody()).isEqualTo(201);
		assertThat(created.getHeaders().getETag()).isEqualTo("\"1\"");
		assertThat(this.operator.get(created.getHeaders().getLocation().toString()).getBody())
			.isEqualTo(created.getBody());

		ResponseEntity<JsonNode> changed = this.operator.put(path("/adult"), json("user.age >= 21"), "\"1\"");

		assertThat(changed.getStatusCode().value()).as("%s", changed.getBody()).isEqualTo(200);
		assertThat(changed.getHeaders().getETag()).isEqualTo("\"2\"");
		JsonNode rule = this.operator.get(path("/adult")).getBody();
		assertThat(rule.get("expression").asText()).isEqualTo("user.age >= 21");
		assertThat(rule.get("version").asInt()).isEqualTo(2);
		assertThat(rule.get("author").asText()).startsWith("op");
		assertThat(rule.get("created_at")).isEqualTo(created.getBody().get("created_at"));
		assertThat(rule.has("description")).isFalse();
		JsonNode versions = this.operator.get(path("/adult/versions")).getBody().get("versions");
		assertThat(versions.findValuesAsText("expression")).containsExactly("user.age >= 21", "user.age >= 18");
		assertThat(versions.get(1).get("description").asText()).isEqualTo("Old enough");
	}

	@Test
	void refusesNameThatIsTaken() {
		create("adult", "true", null);

		assertProblem(create("adult", "false", null), 409, "rule_exists");
	}

	@Test
	void countsOnWhenNameIsUsedAnew() {
		create("adult", "true", null);
		assertThat(this.operator.delete(path("/adult"), "\"1\"").getStatusCode().value()).isEqualTo(204);
		assertProblem(this.operator.get(path("/adult")), 404, "rule_unknown");
		assertProblem(this.operator.get(path("/adult/versions")), 404, "rule_unknown");

		assertThat(create("adult", "false", null).getHeaders().getETag()).isEqualTo("\"2\"");
		assertProblem(this.operator.put(path("/adult"), json("true"), "\"1\""), 412, "precondition_failed");
	}

	@Test
	void changesOnlyWhatTheCallerHasRead() {
		create("adult", "true", null);

		assertProblem(this.operator.put(path("/adult"), json("false"), null), 428, "precondition_required");
		assertProblem(this.operator.put(path("/adult"), json("false"), "\"7\""), 412, "precondition_failed");
		assertProblem(this.operator.put(path("/adult"), json("false"), "W/\"1\""), 412, "precondition_failed");
		assertProblem(this.operator.delete(path("/adult"), null), 428, "precondition_required");
		assertProblem(this.operator.delete(path("/adult"), "\"0\""), 412, "precondition_failed");
		assertProblem(this.operator.put(path("/missing"), json("false"), "\"1\""), 404, "rule_unknown");
		assertThat(this.operator.get(path("/adult")).getBody().get("version").asInt()).isEqualTo(1);
	}

	@Test
	void letsOneOfManyWin() throws Exception {
		create("adult", "true", null);

		List<Integer> statuses = atOnce(8,
				() -> this.operator.put(path("/adult"), json("false"), "\"1\"").getStatusCode().value());

		assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
		assertThat(this.operator.get(path("/adult")).getBody().get("version").asInt()).isEqualTo(2);
	}

	@Test
	void makesOneRuleOfManyWithTheSameName() throws Exception {
		List<Integer> statuses = atOnce(8, () -> create("adult", "true", null).getStatusCode().value());

		assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
	}

	@Test
	void makesNoCircleOfRulesThatAreChangedAtOnce() throws Exception {
		create("one", "true", null);
		create("two", "true", null);

		List<Integer> statuses = atOnce(List.of(
				() -> this.operator.put(path("/one"), json("rule(\\\"two\\\")"), "\"1\"").getStatusCode().value(),
				() -> this.operator.put(path("/two"), json("rule(\\\"one\\\")"), "\"1\"").getStatusCode().value()));

		assertThat(statuses).containsExactlyInAnyOrder(200, 422);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "user.age >= | 1 | 10", "`user.age > 3\\nand user.age <` | 2 | 14", "nofunc(1) = 1 | 1 | 1",
					"rule(\\\"missing\\\") | 1 | 7", "request.nothing = 1 | 1 | 1",
					"execution.processEngineServices = null | 1 | 1" })
	void saysWhereRuleIsInvalid(String expression, int line, int column) {
		ResponseEntity<JsonNode> answer = this.operator.post(path(""),
				"{\"name\":\"broken\",\"expression\":\"" + expression + "\"}");

		assertProblem(answer, 422, "rule_invalid");
		assertThat(answer.getBody().get("line").asInt()).isEqualTo(line);
		assertThat(answer.getBody().get("column").asInt()).isEqualTo(column);
		assertProblem(this.operator.get(path("/broken")), 404, "rule_unknown");
	}

	@ParameterizedTest
	@ValueSource(strings = { "for i in 1..1000000000 return i", "count([1..1000000000]) > 1",
			"some i in 1..100000000 satisfies i < 0", "rule(user.name)", "rule(\\\"self\\\")" })
	void refusesRuleThatCanNeverBeDecided(String expression) {
		assertProblem(this.operator.post(path(""), "{\"name\":\"self\",\"expression\":\"" + expression + "\"}"), 422,
				"rule_invalid");
		assertProblem(this.operator.post(path("/evaluate"), "{\"context\":{},\"expression\":\"" + expression + "\"}"),
				422, "rule_invalid");
	}

	@Test
	void refusesChangeThatLeadsBackToTheRule() {
		create("one", "true", null);
		create("two", "rule(\\\"one\\\")", null);

		assertProblem(this.operator.put(path("/one"), json("rule(\\\"two\\\")"), "\"1\""), 422, "rule_invalid");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | 'name'", "{\"name\":\"a\"} | 'expression'",
			"{\"name\":\"a\",\"expression\":\" \"} | 'expression'",
			"{\"name\":\"A b\",\"expression\":\"true\"} | 'name' must be 1 to 64 small letters, digits or dashes",
			"{\"name\":\"a\",\"expression\":\"true\",\"author\":\"me\"} | 'author' is not a known field",
			"{\"name\":\"a\",\"expression\":[1]} | 'expression' does not have the right type",
			"{\"name\":{},\"expression\":\"true\"} | 'name' does not have the right type",
			"{\"name\":\"a\",\"expression\":\"\\u0000\"} | 'expression' must not hold control characters",
			"{\"name\":\"a\",\"expression\":\"true\",\"description\":\"\\ud800\"} | 'description'" })
	void refusesWrongBodyAndNamesTheField(String body, String problem) {
		ResponseEntity<JsonNode> answer = this.operator.post(path(""), body);

		assertProblem(answer, 400, "invalid_request");
		assertThat(answer.getBody().get("detail").asText()).contains(problem);
	}

	@ParameterizedTest
	@CsvSource({ "limit=0, limit", "limit=201, limit", "limit=many, limit", "after=%00, after", "after=Big, after" })
	void refusesWrongParameterAndNamesIt(String parameter, String name) {
		ResponseEntity<JsonNode> answer = this.operator.get(path("") + "&" + parameter);

		assertProblem(answer, 400, "invalid_request");
		assertThat(answer.getBody().get("detail").asText()).contains("'" + name + "'");
	}

	@Test
	void listsPageByPage() {
		List<String> names = List.of("a", "a-1", "a1", "b", "c");
		names.forEach((name) -> create(name, "true", null));

		List<String> found = new ArrayList<>();
		JsonNode page = this.operator.get(path("") + "&limit=2").getBody();
		found.addAll(page.get("rules").findValuesAsText("name"));
		while (page.has("next")) {
			page = this.operator.get(path("") + "&limit=2&after=" + page.get("next").asText()).getBody();
			assertThat(page.get("rules")).hasSizeBetween(1, 2);
			found.addAll(page.get("rules").findValuesAsText("name"));
		}

		assertThat(found).containsExactlyElementsOf(names.stream().sorted().toList());
	}

	@Test
	void listsVersionsPageByPage() {
		create("adult", "true", null);
		for (int version = 1; version < 4; version++) {
			this.operator.put(path("/adult"), json("false"), "\"" + version + "\"");
		}

		JsonNode first = this.operator.get(path("/adult/versions") + "&limit=3").getBody();
		JsonNode second = this.operator.get(path("/adult/versions") + "&limit=3&after=" + first.get("next").asInt())
			.getBody();

		assertThat(first.get("versions").findValuesAsText("version")).containsExactly("4", "3", "2");
		assertThat(second.get("versions").findValuesAsText("version")).containsExactly("1");
		assertThat(second.has("next")).isFalse();
	}

	@Test
	void keepsRuleThatAnotherOneCalls() {
		create("adult", "user.age >= 18", null);
		create("german-adult", "user.country = \\\"DE\\\" and rule(\\\"adult\\\")", null);
		create("mention", "user.text = \\\"adult\\\" // rule(\\\"adult\\\")", null);

		ResponseEntity<JsonNode> refused = this.operator.delete(path("/adult"), "\"1\"");

		assertProblem(refused, 409, "rule_in_use");
		assertThat(refused.getBody().get("used_by")).extracting(JsonNode::asText)
			.containsExactly("the rule 'german-adult'");
		this.operator.delete(path("/german-adult"), "\"1\"");
		assertThat(this.operator.delete(path("/adult"), "\"1\"").getStatusCode().value()).isEqualTo(204);
	}

	@Test
	void keepsRuleThatTheLatestVersionOfWorkflowCalls() {
		create("adult", "user.age >= 18", null);
		String key = "workflow-" + UUID.randomUUID();
		OperatorClient administrator = OperatorClient.administrator(this.web.baseUrl());
		administrator.deploy(key, Models.workflow(key, "rule(\"adult\")"), this.workspace);

		ResponseEntity<JsonNode> refused = this.operator.delete(path("/adult"), "\"1\"");

		assertProblem(refused, 409, "rule_in_use");
		assertThat(refused.getBody().get("used_by").get(0).asText())
			.isEqualTo("the step 'callActivity_registerSelfie' of the workflow '" + key + "'");
		administrator.deploy(key, Models.workflow(key, "user.text = \"rule(adult)\""), this.workspace);
		assertThat(this.operator.delete(path("/adult"), "\"1\"").getStatusCode().value()).isEqualTo(204);
	}

	@Test
	void triesRuleOnSampleInput() {
		create("adult", "user.age >= 18", null);

		JsonNode answer = this.operator
			.post(path("/evaluate"),
					"""
							{"expression":"rule(\\"adult\\") and request.time_of_day >= time(\\"22:00:00\\") and request.ip = \\"192.0.2.7\\" and application.name = \\"Bank\\"",
							 "context":{"user":{"age":18,"tags":["a"]},
							            "request":{"ip":"192.0.2.7","time":"2026-11-24T23:30:00+01:00"},
							            "application":{"name":"Bank"}}}
							""")
			.getBody();

		assertThat(answer.path("satisfied").asBoolean()).as("%s", answer).isTrue();
		assertThat(answer.get("inputs").get("user.age").asText()).isEqualTo("18");
		assertThat(answer.get("inputs").get("request.time_of_day").asText()).isEqualTo("22:30");
		assertThat(answer.get("inputs").get("rule(\"adult\")")).isEqualTo(tree("{\"version\":1,\"satisfied\":true}"));
		assertThat(answer.get("duration").asText()).startsWith("PT");
	}

	@Test
	void triesNamedRule() {
		create("adult", "user.age >= 18", null);

		ResponseEntity<JsonNode> young = this.operator.post(path("/evaluate"),
				"{\"name\":\"adult\",\"context\":{\"user\":{\"age\":17}}}");

		assertThat(young.getBody().get("satisfied").asBoolean(true)).isFalse();
		assertProblem(this.operator.post(path("/evaluate"), "{\"name\":\"missing\",\"context\":{}}"), 404,
				"rule_unknown");
	}

	@Test
	void saysWhyTriedRuleIsBroken() {
		ResponseEntity<JsonNode> answer = this.operator.post(path("/evaluate"),
				"{\"expression\":\"user.age >= 18\",\"context\":{\"user\":{}}}");

		assertProblem(answer, 422, "rule_broken");
		assertThat(answer.getBody().get("detail").asText()).contains("'user.age >= 18'", "'age'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"expression\":\"true\"} | 'context'",
			"{\"context\":{}} | 'expression' must be given",
			"{\"expression\":\"true\",\"name\":\"a\",\"context\":{}} | 'expression' must be given",
			"{\"expression\":\"true\",\"context\":{\"request\":{\"port\":1}}} | 'context.request.port' is not a known field",
			"{\"expression\":\"true\",\"context\":{\"request\":{\"time\":\"noon\"}}} | 'context.request.time' does not have the right type",
			"{\"expression\":\"true\",\"context\":{\"user\":[]}} | 'context.user' does not have the right type",
			"{\"expression\":\"true\",\"context\":{\"application\":{\"secret\":\"a\"}}} | 'context.application.secret' is not a known field" })
	void refusesWrongSampleAndNamesTheField(String body, String problem) {
		ResponseEntity<JsonNode> answer = this.operator.post(path("/evaluate"), body);

		assertProblem(answer, 400, "invalid_request");
		assertThat(answer.getBody().get("detail").asText()).contains(problem);
	}

	@Test
	void showsNothingOfAnotherWorkspace() {
		create("adult", "true", null);
		OperatorClient other = OperatorClient.of(this.identity, this.web.baseUrl(),
				OperatorClient.workspace(this.identity));
		for (String rest : List.of("", "/adult", "/adult/versions", "/missing")) {
			assertLearnsNothing(other.get(path(rest)), other.get(missing(rest)));
		}
		String body = "{\"name\":\"adult\",\"expression\":\"true\"}";
		assertLearnsNothing(other.post(path(""), body), other.post(missing(""), body));
		assertLearnsNothing(other.put(path("/adult"), json("false"), "\"1\""),
				other.put(missing("/adult"), json("false"), "\"1\""));
		assertLearnsNothing(other.put(path("/adult"), json("false"), null),
				other.put(missing("/adult"), json("false"), null));
		assertLearnsNothing(other.delete(path("/adult"), "\"1\""), other.delete(missing("/adult"), "\"1\""));
		String trial = "{\"name\":\"adult\",\"context\":{}}";
		assertLearnsNothing(other.post(path("/evaluate"), trial), other.post(missing("/evaluate"), trial));
		assertThat(this.operator.get(path("/adult")).getBody().get("version").asInt()).isEqualTo(1);
	}

	@Test
	void callsNoRuleOfAnotherWorkspace() {
		create("adult", "true", null);
		String another = OperatorClient.workspace(this.identity);
		OperatorClient other = OperatorClient.of(this.identity, this.web.baseUrl(), another);

		assertProblem(other.post("/api/v1/rules/evaluate?workspace=" + another,
				"{\"expression\":\"rule(\\\"adult\\\")\",\"context\":{}}"), 422, "rule_invalid");
	}

	@Test
	void letsOperatorsInOnly() {
		OperatorClient nobody = OperatorClient.of(this.identity, this.web.baseUrl());
		assertProblem(nobody.get(path("")), 403, "forbidden");
		try (Integrator integrator = this.integrators.byLink()) {
			assertThat(integrator.client()
				.get()
				.uri("/api/v1/rules")
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value()).isEqualTo(401);
		}
		OperatorClient administrator = OperatorClient.administrator(this.web.baseUrl());
		assertThat(administrator.get(path("")).getStatusCode().value()).isEqualTo(200);
		assertProblem(administrator.get(missing("")), 404, "workspace_unknown");
		assertProblem(administrator.get("/api/v1/rules?workspace=%00"), 400, "invalid_request");
		assertProblem(administrator.get("/api/v1/rules/Not%20a%20Name"), 404, "rule_unknown");
		assertProblem(administrator.post("/api/v1/rules/evaluate", "{\"name\":\"\\u0000\",\"context\":{}}"), 400,
				"invalid_request");
	}

	private static void assertLearnsNothing(ResponseEntity<JsonNode> answer, ResponseEntity<JsonNode> missing) {
		assertProblem(answer, 404, "workspace_unknown");
		assertThat(answer.getStatusCode()).isEqualTo(missing.getStatusCode());
		assertThat(answer.getBody().get("detail")).isEqualTo(missing.getBody().get("detail"));
		assertThat(answer.getHeaders().getETag()).isNull();
	}

	private static void assertProblem(ResponseEntity<JsonNode> answer, int status, String code) {
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
	}

	/**
	 * @param expression as it stands in JSON
	 */
	private ResponseEntity<JsonNode> create(String name, String expression, String description) {
		return this.operator.post(path(""), "{\"name\":\"" + name + "\",\"expression\":\"" + expression + "\""
				+ ((description != null) ? ",\"description\":\"" + description + "\"" : "") + "}");
	}

	private static String json(String expression) {
		return "{\"expression\":\"" + expression + "\"}";
	}

	private String path(String rest) {
		return "/api/v1/rules" + rest + "?workspace=" + this.workspace;
	}

	private static String missing(String rest) {
		return "/api/v1/rules" + rest + "?workspace=no-such-workspace";
	}

	private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
		return atOnce(Collections.nCopies(times, call));
	}

	private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(calls.size());
		try {
			List<T> results = new ArrayList<>();
			for (Future<T> result : threads.invokeAll(calls)) {
				results.add(result.get());
			}
			return results;
		}
		finally {
			threads.shutdown();
		}
	}

	private static JsonNode tree(String json) {
		try {
			return JSON.readTree(json);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(json, ex);
		}
	}

}
