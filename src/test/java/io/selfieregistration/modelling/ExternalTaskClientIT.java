package io.selfieregistration.modelling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Models;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker that uses the npm client {@code camunda-external-task-client-js} completes an
 * external task of a workflow, with the rights that {@code docs/modelling.md} names.
 */
@SystemTest
class ExternalTaskClientIT {

	private static final Path TOOL = Path.of("tools", "external-tasks");

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String WORKSPACE = "default";

	@Autowired
	private Integrators integrators;

	@Autowired
	private IdentityService identity;

	@Autowired
	private AuthorizationService authorizations;

	@Autowired
	private WebSettings web;

	private String key;

	@BeforeEach
	void takeNewKey() {
		this.key = "worked-" + UUID.randomUUID();
	}

	@Test
	void completesTaskOfWorkflow() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			String request = start(integrator);

			JsonNode done = work("""
					{"risk": {"type": "string", "value": "{\\"level\\":\\"low\\"}"},
					 "low": {"type": "boolean", "value": true}}
					""");

			assertThat(done.get("error").isNull()).as("%s", done).isTrue();
			assertThat(done.get("businessKey").asText()).isEqualTo(request);
			assertThat(done.get("tenantId").asText()).isEqualTo(WORKSPACE);
			assertThat(done.get("variables")).isEqualTo(JSON.valueToTree(
					Map.of("requestId", request, "applicationId", integrator.applicationId(), "asked", "for risk")));
			assertThat(passed(request, "gateway_low")).as("decided by what the worker returned").isEqualTo(1);
			assertThat(passed(request, "callActivity_registerSelfie")).isZero();
		}
	}

	private int passed(String request, String activity) {
		OperatorClient administrator = OperatorClient.administrator(this.web.baseUrl());
		String instance = administrator
			.get("/engine-rest/history/process-instance?maxResults=10&processInstanceBusinessKey=" + request
					+ "&processDefinitionKey=" + this.key)
			.getBody()
			.get(0)
			.get("id")
			.asText();
		return administrator
			.get("/engine-rest/history/activity-instance/count?processInstanceId=" + instance + "&activityId="
					+ activity)
			.getBody()
			.get("count")
			.asInt();
	}

	/** It stays locked for the worker, which can complete it with a text. */
	@Test
	void cannotReturnVariablesOfTheTypeJson() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			start(integrator);

			JsonNode done = work("""
					{"risk": {"type": "json", "value": {"level": "low"}}}
					""");

			assertThat(done.get("error").asText()).contains("Unsupported value type 'json'");
		}
	}

	@Test
	void seesNoTaskWithoutRights() {
		try (Integrator integrator = this.integrators.byLink()) {
			start(integrator);
			OperatorClient deployer = OperatorClient.deployer(this.identity, this.web.baseUrl(), WORKSPACE);

			ResponseEntity<JsonNode> tasks = deployer.post("/engine-rest/external-task/fetchAndLock", """
					{"workerId": "w", "maxTasks": 1, "topics": [{"topicName": "TOPIC", "lockDuration": 1000}]}
					""".replace("TOPIC", this.key));

			assertThat(tasks.getBody()).isEmpty();
		}
	}

	/**
	 * A workflow that asks a worker first, and then registers only if the risk is not
	 * low.
	 */
	private String start(Integrator integrator) {
		String flow = "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\" />";
		String model = Models
			.replace(Models.workflow(this.key),
					"sourceRef=\"startEvent_verificationRequested\" targetRef=\"callActivity_registerSelfie\"",
					"sourceRef=\"startEvent_verificationRequested\" targetRef=\"serviceTask_rateRisk\"")
			.replace("</bpmn:process>",
					"<bpmn:serviceTask id=\"serviceTask_rateRisk\" name=\"Rate risk\" camunda:type=\"external\""
							+ " camunda:topic=\"" + this.key + "\"><bpmn:extensionElements><camunda:inputOutput>"
							+ "<camunda:inputParameter name=\"asked\">for risk</camunda:inputParameter>"
							+ "</camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>"
							+ "<bpmn:exclusiveGateway id=\"gateway_low\" default=\"flow_high\" />"
							+ flow.formatted("flow_rated", "serviceTask_rateRisk", "gateway_low")
							+ flow.formatted("flow_high", "gateway_low", "callActivity_registerSelfie")
							+ "<bpmn:sequenceFlow id=\"flow_low\" sourceRef=\"gateway_low\""
							+ " targetRef=\"serviceTask_publishResult\"><bpmn:conditionExpression"
							+ " xsi:type=\"bpmn:tFormalExpression\" language=\"feel\">low</bpmn:conditionExpression>"
							+ "</bpmn:sequenceFlow></bpmn:process>");
		OperatorClient administrator = OperatorClient.administrator(this.web.baseUrl());
		administrator.deploy(this.key, model, WORKSPACE);
		ResponseEntity<JsonNode> started = administrator.post(
				"/engine-rest/process-definition/key/" + this.key + "/tenant-id/" + WORKSPACE + "/start",
				"{\"variables\":{\"applicationId\":{\"value\":\"%s\"},\"userId\":{\"value\":\"user-%s\"}}}"
					.formatted(integrator.applicationId(), UUID.randomUUID()));
		assertThat(started.getStatusCode().value()).as("%s", started.getBody()).isEqualTo(200);
		return started.getBody().get("businessKey").asText();
	}

	/**
	 * @param variables what the worker returns, by name
	 */
	private JsonNode work(String variables) throws Exception {
		assertThat(TOOL.resolve("node_modules")).as("the client, which the build installs").isDirectory();
		String user = "worker" + UUID.randomUUID().toString().replace("-", "");
		String password = UUID.randomUUID().toString();
		grant(user, password);
		Path input = Files.createTempFile("worker", ".json");
		Path output = Files.createTempFile("worker", ".out");
		try {
			JSON.writeValue(input.toFile(), Map.of("baseUrl", this.web.baseUrl() + "/engine-rest", "user", user,
					"password", password, "topic", this.key, "variables", JSON.readTree(variables)));
			Process node = new ProcessBuilder("node", "worker.js").directory(TOOL.toFile())
				.redirectInput(input.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			try {
				assertThat(node.waitFor(60, TimeUnit.SECONDS)).as("%s", output).isTrue();
			}
			finally {
				node.destroyForcibly();
			}
			assertThat(node.exitValue()).as(Files.readString(output)).isZero();
			return JSON.readTree(output.toFile());
		}
		finally {
			Files.delete(input);
			Files.delete(output);
		}
	}

	/** As {@code docs/modelling.md} says. */
	private void grant(String id, String password) {
		User user = this.identity.newUser(id);
		user.setPassword(password);
		this.identity.saveUser(user);
		this.identity.createTenantUserMembership(WORKSPACE, id);
		Authorization grant = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		grant.setUserId(id);
		grant.setResource(Resources.PROCESS_DEFINITION);
		grant.setResourceId(this.key);
		grant.addPermission(Permissions.READ_INSTANCE);
		grant.addPermission(Permissions.UPDATE_INSTANCE);
		this.authorizations.saveAuthorization(grant);
	}

}
