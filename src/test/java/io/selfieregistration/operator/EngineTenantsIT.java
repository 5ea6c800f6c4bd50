package io.selfieregistration.operator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
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

/** What users of two workspaces see of each other in the engine, with all permissions. */
@SystemTest
class EngineTenantsIT {

	private final String key = "workflow-" + UUID.randomUUID();

	@Autowired
	private IdentityService identity;

	@Autowired
	private AuthorizationService authorizations;

	@Autowired
	private WebSettings web;

	@Autowired
	private Integrators integrators;

	private String workspace;

	private OperatorClient own;

	private OperatorClient other;

	private OperatorClient ofDefault;

	@BeforeEach
	void makeWorkspaces() {
		this.workspace = OperatorClient.workspace(this.identity);
		this.own = granted(this.workspace);
		this.other = granted(OperatorClient.workspace(this.identity));
		this.ofDefault = granted("default");
	}

	@Test
	void deploysIntoOwnWorkspaceOnly() {
		assertThat(this.other.tryToDeploy(this.key, Models.workflow(this.key), this.workspace).getStatusCode().value())
			.isEqualTo(403);
		assertThat(this.other.tryToDeploy(this.key, Models.workflow(this.key), null).getStatusCode().value())
			.as("shared by all workspaces")
			.isEqualTo(403);

		assertThat(this.own.tryToDeploy(this.key, Models.workflow(this.key), this.workspace).getStatusCode().value())
			.isEqualTo(200);
		assertThat(definitions(this.own)).isEqualTo(1);
		assertThat(definitions(this.other)).isZero();
	}

	@Test
	void refusesDeploymentsWhoseNamesShowAnotherText() {
		byte[] model = Models.workflow(this.key).getBytes(StandardCharsets.UTF_8);
		for (String hidden : List.of("\u202e", "\u2066", "\u0007")) {
			ResponseEntity<JsonNode> name = this.own.tryToDeployFiles(this.key + hidden, Map.of("a.bpmn", model),
					this.workspace);
			assertThat(name.getStatusCode().value()).as("%s", name.getBody()).isEqualTo(400);
			assertThat(name.getBody().get("message").asText()).contains("must not hold hidden characters");
		}
		ResponseEntity<JsonNode> file = this.own.tryToDeployFiles(this.key, Map.of("a\u202e.bpmn", model),
				this.workspace);
		assertThat(file.getStatusCode().value()).as("%s", file.getBody()).isEqualTo(400);
		assertThat(definitions(this.own)).isZero();
	}

	@Test
	void seesInstancesOfOwnWorkspaceOnly() {
		try (Integrator integrator = this.integrators.byLink()) {
			String id = integrator.start().get("request_id").asText();
			String query = "/engine-rest/process-instance?maxResults=10&businessKey=" + id;
			String history = "/engine-rest/history/process-instance?maxResults=10&processInstanceBusinessKey=" + id;

			JsonNode seen = this.ofDefault.get(query).getBody();
			assertThat(seen).as("the workflow and its module").hasSize(2);
			assertThat(seen.findValuesAsText("tenantId")).containsOnly("default");
			assertThat(this.ofDefault.get(history).getBody()).hasSize(2);
			for (String path : List.of(query, history)) {
				assertThat(this.other.get(path).getBody()).isEmpty();
			}
			assertThat(this.other.get("/engine-rest/process-instance/" + seen.get(0).get("id").asText() + "/variables")
				.getStatusCode()
				.value()).isBetween(400, 599);
		}
	}

	@Test
	void startsForApplicationsOfOwnWorkspaceOnly() {
		try (Integrator integrator = this.integrators.byLink()) {
			String start = "/engine-rest/process-definition/key/verification/start";

			ResponseEntity<JsonNode> refused = this.other.post(start, variables(integrator.applicationId()));
			ResponseEntity<JsonNode> missing = this.other.post(start, variables("no-such-application"));
			ResponseEntity<JsonNode> started = this.ofDefault.post(start, variables(integrator.applicationId()));

			assertThat(refused.getStatusCode().value()).isBetween(400, 599);
			assertThat(refused.getStatusCode()).isEqualTo(missing.getStatusCode());
			assertThat(refused.getBody().get("message")).isEqualTo(missing.getBody().get("message"));
			assertThat(started.getStatusCode().value()).as("%s", started.getBody()).isEqualTo(200);
			assertThat(started.getBody().get("tenantId").asText()).isEqualTo("default");
		}
	}

	private int definitions(OperatorClient operator) {
		return operator.get("/engine-rest/process-definition/count?key=" + this.key).getBody().get("count").asInt();
	}

	private static String variables(String application) {
		return "{\"variables\":{\"applicationId\":{\"value\":\"%s\"},\"userId\":{\"value\":\"user-%s\"}}}"
			.formatted(application, UUID.randomUUID());
	}

	/** An operator who may do with processes whatever the workspace allows. */
	private OperatorClient granted(String workspaceOfUser) {
		OperatorClient operator = OperatorClient.of(this.identity, this.web.baseUrl(), workspaceOfUser);
		grant(operator.user(), Resources.DEPLOYMENT, Permissions.ALL);
		grant(operator.user(), Resources.PROCESS_DEFINITION, Permissions.ALL);
		grant(operator.user(), Resources.PROCESS_INSTANCE, Permissions.ALL);
		return operator;
	}

	private void grant(String user, Resource resource, Permission permission) {
		Authorization grant = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		grant.setUserId(user);
		grant.setResource(resource);
		grant.setResourceId("*");
		grant.addPermission(permission);
		this.authorizations.saveAuthorization(grant);
	}

}
