package io.selfieregistration.workflow;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Models;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/** Workflows from their deployment by an analyst to the end of a request. */
@SystemTest
class WorkflowApiIT {

	private static final String NO_MODULE = """
			<?xml version="1.0" encoding="UTF-8"?>
			<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
			    targetNamespace="test">
			  <process id="%s" name="Approval" isExecutable="true" camunda:versionTag="7b" camunda:historyTimeToLive="P1D">
			    <startEvent id="startEvent_asked"/>
			  </process>
			</definitions>
			""";

	private final String key = "workflow-" + UUID.randomUUID();

	@Autowired
	private IdentityService identity;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private HistoryService history;

	@Autowired
	private WebSettings web;

	@Autowired
	private Integrators integrators;

	private String workspace;

	private OperatorClient operator;

	private OperatorClient administrator;

	@BeforeEach
	void makeWorkspace() {
		this.workspace = OperatorClient.workspace(this.identity);
		this.operator = OperatorClient.of(this.identity, this.web.baseUrl(), this.workspace);
		this.administrator = OperatorClient.administrator(this.web.baseUrl());
	}

	@Test
	void showsTheDefaultWorkflows() {
		JsonNode workflows = this.operator.get(path("")).getBody().get("workflows");

		assertThat(workflows.findValuesAsText("key")).contains("onboarding", "verification")
			.doesNotContain("selfie-registration", "deliver-message");
		JsonNode verification = this.operator.get(path("/verification")).getBody();
		assertThat(workflows).contains(verification);
		assertThat(verification.get("name").asText()).isEqualTo("Verification");
		assertThat(verification.get("version").asInt()).isPositive();
		assertThat(verification.get("attachable").asBoolean()).isTrue();
		assertThat(verification.get("obstacles")).isEmpty();
		assertThat(verification.get("modules").get(0).get("element").asText()).isEqualTo("callActivity_registerSelfie");
		assertThat(verification.get("modules").get(0).get("module").asText()).isEqualTo("selfie-registration");
		assertThat(verification.has("deployed_at")).isTrue();
		assertThat(verification.has("workspace")).as("shared by all").isFalse();
	}

	@Test
	void attachesDeployedWorkflowAtOnceInItsWorkspaceOnly() {
		assertProblem(attach(this.workspace), 422, "settings_invalid");
		this.administrator.deploy(this.key, Models.workflow(this.key), this.workspace);

		JsonNode deployed = this.operator.get(path("/" + this.key)).getBody();

		assertThat(deployed.get("attachable").asBoolean()).as("%s", deployed).isTrue();
		assertThat(deployed.get("workspace").asText()).isEqualTo(this.workspace);
		ResponseEntity<JsonNode> attached = attach(this.workspace);
		assertThat(attached.getStatusCode().value()).as("%s", attached.getBody()).isEqualTo(201);
		ResponseEntity<JsonNode> refused = attach(OperatorClient.workspace(this.identity));
		assertProblem(refused, 422, "settings_invalid");
		assertThat(refused.getBody().get("errors").get(0).get("field").asText()).isEqualTo("verification_workflow");
		assertThat(refused.getBody().get("detail").asText()).contains("No process with the key '" + this.key + "'");
	}

	@Test
	void saysWhyProcessCannotBeAttached() {
		this.administrator.deploy(this.key, NO_MODULE.formatted(this.key), this.workspace);

		JsonNode process = this.operator.get(path("/" + this.key)).getBody();

		assertThat(process.get("attachable").asBoolean(true)).isFalse();
		assertThat(process.get("version_tag").asText()).isEqualTo("7b");
		assertThat(process.get("modules")).isEmpty();
		assertThat(process.get("obstacles")).hasSize(2);
		ResponseEntity<JsonNode> refused = attach(this.workspace);
		assertProblem(refused, 422, "settings_invalid");
		process.get("obstacles")
			.forEach((obstacle) -> assertThat(refused.getBody().get("detail").asText()).contains(obstacle.asText()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "user.age &gt;", "rule(\"missing\")", "for i in 1..1000000000 return i" })
	void saysWhichRuleCanNeverBeDecided(String rule) {
		this.repository.createDeployment()
			.tenantId(this.workspace)
			.addString(this.key + ".bpmn", Models.workflow(this.key, rule))
			.deploy();

		JsonNode process = this.operator.get(path("/" + this.key)).getBody();

		assertThat(process.get("obstacles")).hasSize(1);
		assertThat(process.at("/obstacles/0").asText()).startsWith("The call activity 'callActivity_registerSelfie'"
				+ " (Register selfie) has a rule that is not valid: The rule '");
		assertProblem(attach(this.workspace), 422, "settings_invalid");
	}

	@Test
	void showsNothingOfAnotherWorkspace() {
		this.administrator.deploy(this.key, Models.workflow(this.key), this.workspace);
		String another = OperatorClient.workspace(this.identity);
		OperatorClient other = OperatorClient.of(this.identity, this.web.baseUrl(), another);

		for (String rest : List.of("", "/" + this.key, "/verification")) {
			ResponseEntity<JsonNode> answer = other.get(path(rest));
			assertProblem(answer, 404, "workspace_unknown");
			ResponseEntity<JsonNode> missing = other.get("/api/v1/workflows" + rest + "?workspace=no-such-workspace");
			assertThat(answer.getBody().get("detail")).isEqualTo(missing.getBody().get("detail"));
		}
		assertProblem(other.get("/api/v1/workflows/" + this.key + "?workspace=" + another), 404, "workflow_unknown");
		assertThat(other.get("/api/v1/workflows?workspace=" + another).getBody().findValuesAsText("key"))
			.doesNotContain(this.key);
		OperatorClient nobody = OperatorClient.of(this.identity, this.web.baseUrl());
		assertProblem(nobody.get(path("")), 403, "forbidden");
		assertProblem(this.operator.get(path("/Not%20a%20key")), 404, "workflow_unknown");
	}

	@Test
	void finishesRequestOnTheVersionItStartedWith() {
		this.administrator.deploy(this.key, Models.workflow(this.key), "default");
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).workflow(this.key).start()) {
			JsonNode created = integrator.start();

			this.administrator.deploy(this.key,
					Models.replace(Models.workflow(this.key), "name=\"Publish result\"", "name=\"Tell the result\""),
					"default");
			assertThat(this.administrator.get("/api/v1/workflows/" + this.key).getBody().get("version").asInt())
				.isEqualTo(2);
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			String id = created.get("request_id").asText();

			assertThat(integrator.awaitResult(id).get("selfie_registered").asText()).isEqualTo("true");
			HistoricProcessInstance instance = this.history.createHistoricProcessInstanceQuery()
				.processInstanceBusinessKey(id)
				.processDefinitionKey(this.key)
				.singleResult();
			assertThat(this.repository.getProcessDefinition(instance.getProcessDefinitionId()).getVersion())
				.isEqualTo(1);
			assertThat(instance.getTenantId()).isEqualTo("default");
		}
	}

	private ResponseEntity<JsonNode> attach(String workspace) {
		return this.administrator.post("/api/v1/applications", """
				{"workspace":"%s","settings":{"name":"Bank","verification_workflow":"%s"}}
				""".formatted(workspace, this.key));
	}

	private static void assertProblem(ResponseEntity<JsonNode> answer, int status, String code) {
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
	}

	private String path(String rest) {
		return "/api/v1/workflows" + rest + "?workspace=" + this.workspace;
	}

}
