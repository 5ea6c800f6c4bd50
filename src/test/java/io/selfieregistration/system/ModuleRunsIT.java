package io.selfieregistration.system;

import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.WorkflowDrawing;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Workflows with several modules, or with ways out of one, as a person meets them. */
@SystemTest
@BrowserTest
class ModuleRunsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final String key = "runs-" + UUID.randomUUID();

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private ManagementService management;

	@Autowired
	private IdentityService identity;

	@Autowired
	private JdbcClient jdbc;

	private OperatorClient operator;

	private OperatorClient deployer;

	@BeforeEach
	void operate() {
		this.operator = OperatorClient.of(this.identity, this.web.baseUrl(), "default");
		this.deployer = OperatorClient.deployer(this.identity, this.web.baseUrl(), "default");
	}

	@Test
	void goesOnWithTheNextModuleOnTheSameLink() {
		try (Integrator integrator = running(
				WorkflowDrawing.sequence(this.key, Map.of("selfieMaximumAttempts", "1"), Map.of()))) {
			JsonNode created = integrator.start();
			try (Phone phone = Phone.seeing(Portrait.noFace())) {
				phone.open(created.get("capture_url").asText()).takePhoto().usePhoto();

				// The attempt was the last one of the first module; the page goes on by
				// itself.
				phone.expect("Take a selfie");
				phone.screenshot("module-next");
			}
			try (Phone phone = Phone.seeing(Portrait.good())) {
				phone.open(created.get("capture_url").asText()).takePhoto().usePhoto().expect("Completed");
			}

			assertRegistered(integrator, created);
			assertThat(outcomes(created)).isEqualTo("attempts_exhausted,registered");
		}
	}

	@Test
	void endsTheSecondOfTwoModulesWithTheSelfieOfTheFirst() {
		try (Integrator integrator = running(WorkflowDrawing.sequence(this.key, Map.of(), Map.of()));
				Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start();
			phone.open(created.get("capture_url").asText()).takePhoto().usePhoto().expect("Completed");

			assertRegistered(integrator, created);
			assertThat(outcomes(created)).isEqualTo("registered,registered");
		}
	}

	@Test
	void runsEitherModuleOrTheOther() {
		try (Integrator either = this.integrators.byLink(); Integrator or = this.integrators.byLink()) {
			deploy(WorkflowDrawing.eitherOr(this.key, "applicationId = \"" + either.applicationId() + "\"",
					Map.of("selfieMaximumAttempts", "1"), Map.of("selfieMaximumAttempts", "2")));
			attach(either);
			attach(or);

			assertThat(register(either)).isEqualTo(1);
			assertThat(register(or)).isEqualTo(2);
		}
	}

	@Test
	void tellsThePersonThatTheTimeAroundTheModuleIsOver() {
		try (Integrator integrator = running(WorkflowDrawing.withinTime(this.key, "PT1H"));
				Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start();
			phone.open(created.get("capture_url").asText());

			fireTimer("event_tooLate");

			phone.browser().press("Start");
			phone.expect("This link has expired");
			phone.screenshot("module-left");
			JsonNode result = integrator.awaitResult(created.get("request_id").asText());
			assertThat(result.get("selfie_registered").asText()).isEqualTo("false");
			assertThat(result.get("reason").asText()).isEqualTo("expired");
			assertThat(integrator.awaitWebhook(created.get("request_id").asText())).isEqualTo(result);
		}
	}

	@Test
	void refusesModulesThatCouldWaitAtTheSameTime() {
		ResponseEntity<JsonNode> answer = this.deployer.tryToDeploy(this.key, WorkflowDrawing.parallel(this.key),
				"default");

		assertThat(answer.getStatusCode().value()).isEqualTo(400);
		assertThat(answer.getBody().get("message").asText()).contains("callActivity_first", "callActivity_second",
				"one after the other");
	}

	private int register(Integrator integrator) {
		JsonNode created = integrator.start();
		try (Phone phone = Phone.seeing(Portrait.good())) {
			phone.open(created.get("capture_url").asText()).takePhoto().usePhoto().expect("Completed");
		}
		assertRegistered(integrator, created);
		return this.jdbc.sql("select maximum_attempts from capture_window where request_id = cast(:id as uuid)")
			.param("id", created.get("request_id").asText())
			.query(Integer.class)
			.single();
	}

	private void assertRegistered(Integrator integrator, JsonNode created) {
		JsonNode result = integrator.awaitResult(created.get("request_id").asText());
		assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
		assertThat(integrator.awaitWebhook(created.get("request_id").asText())).isEqualTo(result);
		assertThat(integrator.photo(created.get("request_id").asText()).getBody()).startsWith(0xFF, 0xD8, 0xFF);
	}

	private String outcomes(JsonNode created) {
		return this.jdbc
			.sql("select string_agg(outcome, ',' order by number) from module_run where request_id = cast(:id as uuid)")
			.param("id", created.get("request_id").asText())
			.query(String.class)
			.single();
	}

	private void fireTimer(String event) {
		Job timer = await().atMost(PATIENCE)
			.until(() -> this.management.createJobQuery()
				.timers()
				.activityId(event)
				.processDefinitionKey(this.key)
				.singleResult(), (job) -> job != null);
		this.management.setJobDuedate(timer.getId(), new Date());
	}

	private Integrator running(String model) {
		deploy(model);
		return this.integrators.with(NotificationType.LINK).workflow(this.key).start();
	}

	private void deploy(String model) {
		this.deployer.deploy(this.key, model, "default");
	}

	private void attach(Integrator integrator) {
		String path = "/api/v1/applications/" + integrator.applicationId();
		ResponseEntity<JsonNode> application = this.operator.get(path);
		ObjectNode settings = application.getBody().get("settings").deepCopy();
		settings.put("verification_workflow", this.key);
		ResponseEntity<JsonNode> changed = this.operator.put(path, settings.toString(),
				application.getHeaders().getETag());
		assertThat(changed.getStatusCode().value()).as("%s", changed.getBody()).isEqualTo(200);
	}

}
