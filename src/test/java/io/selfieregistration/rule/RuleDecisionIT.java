package io.selfieregistration.rule;

import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.system.CallerClient;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Models;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Named rules at work, in a gatepass and in a workflow, and what is kept of that. */
@SystemTest
class RuleDecisionIT {

	@Autowired
	private IdentityService identity;

	@Autowired
	private WebSettings web;

	@Autowired
	private Integrators integrators;

	private String workspace;

	private OperatorClient operator;

	private RestClient application;

	private String applicationId;

	@BeforeEach
	void makeApplication() {
		this.workspace = OperatorClient.workspace(this.identity);
		this.operator = OperatorClient.of(this.identity, this.web.baseUrl(), this.workspace);
		addRule("adult", "user.age >= 18");
		addRule("german", "user.country = \\\"DE\\\"");
		String workflow = "workflow-" + UUID.randomUUID();
		OperatorClient.administrator(this.web.baseUrl())
			.deploy(workflow, Models.workflow(workflow, "rule(\"german\")"), this.workspace);
		JsonNode created = this.operator.post("/api/v1/applications", """
				{"workspace":"%s","settings":{"name":"Bank","verification_workflow":"%s",
				 "gatepass_rule":"rule(\\"adult\\") and request.channel = \\"api\\""}}
				""".formatted(this.workspace, workflow)).getBody();
		assertThat(created.has("secret")).as("%s", created).isTrue();
		this.applicationId = created.get("application_id").asText();
		this.application = CallerClient.builder()
			.baseUrl(this.web.baseUrl().toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(this.applicationId, created.get("secret").asText()))
			.build();
	}

	@Test
	void tellsWhatWasDecidedForRequest() {
		String id = start(30, "AT").getBody().get("request_id").asText();

		JsonNode decisions = await().until(() -> decisions(id).getBody().get("decisions"),
				(found) -> found.size() == 2);

		JsonNode gatepass = decisions.get(0);
		assertThat(gatepass.get("kind").asText()).isEqualTo("gatepass");
		assertThat(gatepass.get("rule").asText()).isEqualTo("rule(\"adult\") and request.channel = \"api\"");
		assertThat(gatepass.get("outcome").asBoolean()).isTrue();
		assertThat(gatepass.at("/inputs/user.age").asText()).isEqualTo("30");
		assertThat(gatepass.get("inputs").get("rule(\"adult\")").get("version").asInt()).isEqualTo(1);
		assertThat(gatepass.get("inputs").get("rule(\"adult\")").get("satisfied").asBoolean()).isTrue();
		JsonNode module = decisions.get(1);
		assertThat(module.get("kind").asText()).isEqualTo("module");
		assertThat(module.get("enabled").asBoolean()).isTrue();
		assertThat(module.get("outcome").asBoolean(true)).isFalse();
		assertThat(module.at("/inputs/user.country").asText()).isEqualTo("AT");
		assertThat(module.has("decided_at")).isTrue();
	}

	@Test
	void decidesByTheLatestVersionOfTheRule() {
		assertThat(start(17, "DE").getStatusCode().value()).isEqualTo(403);

		this.operator.put(rulePath("adult"), "{\"expression\":\"user.age >= 16\"}", "\"1\"");

		String id = start(17, "DE").getBody().get("request_id").asText();
		assertThat(decisions(id).getBody().at("/decisions/0/inputs").get("rule(\"adult\")").get("version").asInt())
			.isEqualTo(2);
	}

	@Test
	void refusesRequestAndSaysWhatWasDecided() {
		ResponseEntity<JsonNode> refused = start(17, "DE");

		assertThat(refused.getStatusCode().value()).isEqualTo(403);
		assertThat(refused.getBody().get("code").asText()).isEqualTo("gatepass_refused");
		assertThat(refused.getBody().at("/decision/inputs/user.age").asText()).isEqualTo("17");
	}

	@Test
	void showsDecisionsToNobodyElse() {
		String id = start(30, "DE").getBody().get("request_id").asText();

		try (Integrator other = this.integrators.byLink()) {
			ResponseEntity<JsonNode> answer = other.client()
				.get()
				.uri("/api/v1/requests/{id}/decisions", id)
				.retrieve()
				.toEntity(JsonNode.class);
			ResponseEntity<JsonNode> missing = other.client()
				.get()
				.uri("/api/v1/requests/{id}/decisions", UUID.randomUUID())
				.retrieve()
				.toEntity(JsonNode.class);
			assertThat(answer.getStatusCode().value()).isEqualTo(404);
			assertThat(answer.getBody().get("code").asText()).isEqualTo("request_unknown");
			assertThat(answer.getBody().get("detail")).isEqualTo(missing.getBody().get("detail"));
		}
		assertThat(decisions("nothing").getStatusCode().value()).isEqualTo(404);
	}

	@Test
	void keepsRuleThatGatepassCalls() {
		ResponseEntity<JsonNode> refused = this.operator.delete(rulePath("adult"), "\"1\"");

		assertThat(refused.getStatusCode().value()).isEqualTo(409);
		assertThat(refused.getBody().get("used_by")).extracting(JsonNode::asText)
			.containsExactly("the gatepass rule of the application '" + this.applicationId + "'");
	}

	@Test
	void savesNoGatepassThatCanNeverBeDecided() {
		for (String rule : new String[] { "user.age >", "rule(\\\"missing\\\")", "nobody = 1",
				"for i in 1..1000000000 return i" }) {
			ResponseEntity<JsonNode> refused = this.operator.post("/api/v1/applications",
					"""
							{"workspace":"%s","settings":{"name":"Bank","verification_workflow":"verification","gatepass_rule":"%s"}}
							"""
						.formatted(this.workspace, rule));

			assertThat(refused.getStatusCode().value()).as("%s", refused.getBody()).isEqualTo(422);
			assertThat(refused.getBody().at("/errors/0/field").asText()).isEqualTo("gatepass_rule");
		}
	}

	private void addRule(String name, String expression) {
		ResponseEntity<JsonNode> added = this.operator.post("/api/v1/rules?workspace=" + this.workspace,
				"{\"name\":\"" + name + "\",\"expression\":\"" + expression + "\"}");
		assertThat(added.getStatusCode().value()).as("%s", added.getBody()).isEqualTo(201);
	}

	private String rulePath(String name) {
		return "/api/v1/rules/" + name + "?workspace=" + this.workspace;
	}

	private ResponseEntity<JsonNode> start(int age, String country) {
		return this.application.post()
			.uri("/api/v1/requests")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"user_id\":\"user-%s\",\"metadata\":{\"age\":%d,\"country\":\"%s\"}}".formatted(UUID.randomUUID(),
					age, country))
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private ResponseEntity<JsonNode> decisions(String id) {
		return this.application.get().uri("/api/v1/requests/{id}/decisions", id).retrieve().toEntity(JsonNode.class);
	}

}
