package io.selfieregistration.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.support.ui.ExpectedConditions;

import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.request.process.VerificationProcess;
import io.selfieregistration.system.InterruptibleProxy.Proxies;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.selfieregistration.system.WebApps.visible;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What operators see in Cockpit of requests that wait for them, and do about these.
 * {@link IncidentsIT} has every cause.
 */
@SystemTest
class StuckIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	@Autowired
	private Applications applications;

	@Autowired
	private WebSettings web;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Proxies proxies;

	private FailedJobs failedJobs;

	private String workspace;

	private Integrators integrators;

	private CockpitUser operator;

	@BeforeEach
	void makeWorkspace() {
		this.failedJobs = new FailedJobs(this.engine);
		this.workspace = OperatorClient.workspace(this.engine.getIdentityService());
		this.integrators = new Integrators(Installation.of(this.applications, this.workspace), this.web.baseUrl());
		this.operator = user().reading("*")
			.member("selfieOperator")
			.grant(Resources.PROCESS_DEFINITION, "*", ProcessDefinitionPermissions.RETRY_JOB);
	}

	@Test
	@BrowserTest
	void goesOnOnceTheMailServerIsBackAndTheOperatorRetries() throws Exception {
		String address = Secrets.remember(UUID.randomUUID() + "@people.example");
		try (Integrator integrator = this.integrators.with(NotificationType.EMAIL).start();
				Browser cockpit = Browser.desktop().start()) {
			// given
			String id;
			this.proxies.mail().interrupt();
			try {
				id = integrator.start(Map.of("user_id", "u-" + UUID.randomUUID(), "email", address))
					.get("request_id")
					.asText();
				this.failedJobs.useUpRetries(id, SelfieRegistrationElements.SEND_CAPTURE_LINK);
			}
			finally {
				this.proxies.mail().resume();
			}

			// when
			logIn(cockpit, "/dashboard");

			// then
			cockpit.waitFor((driver) -> tile(cockpit, "stuck").equals("1"), "the number of what is stuck");
			assertThat(tile(cockpit, "waiting")).isEqualTo("0");
			isForEverybody(cockpit, ".selfie-panel");
			cockpit.screenshot("cockpit-stuck-dashboard");
			press(cockpit, By.cssSelector("[data-tile='stuck'] a"), "the tile");
			assertThat(text(cockpit, ".selfie-list tbody")).contains("Verification: Stuck", id);
			assertThat(cockpit.driver().findElement(By.name("outcome")).getDomProperty("value")).isEqualTo("stuck");
			press(cockpit, By.linkText(id), "the registration in the list");
			assertThat(text(cockpit, "[data-kind='incident']"))
				.contains("Stuck at “Send capture link”: the mail server takes no messages",
						"The connection to the mail server broke", "Check that it runs and can be reached",
						"then retry")
				.doesNotContain(address, "people.example", "ENGINE-", "at io.");
			assertThat(text(cockpit, ".selfie-facts")).contains("Stuck");
			picture(cockpit, ".selfie-page", "cockpit-stuck");
			isForEverybody(cockpit, ".selfie-page");
			cockpit.resizeTo(390, 844, 100);
			cockpit.screenshot("cockpit-stuck-phone");
			assertThat(cockpit.driver().executeScript("""
					return [...document.querySelectorAll('.selfie-page *')].filter((part) =>
					    part.getBoundingClientRect().right > innerWidth).length;
					""")).isEqualTo(0L);
			cockpit.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());

			// and when
			cockpit.pressByKeyboard("Retry");

			// then
			cockpit.waitFor((driver) -> visible(driver, ".selfie-said").getText().equals("What failed is tried again."),
					"the answer");
			String link = await().atMost(PATIENCE).until(() -> link(address), (found) -> found != null);
			takeSelfie(link);
			assertThat(integrator.awaitWebhook(id).get("selfie_registered").asText()).isEqualTo("true");
			cockpit.waitFor((driver) -> {
				visible(driver, "[data-action='refresh']").click();
				return driver.findElements(By.cssSelector("[data-action='retry'], [data-kind='incident']")).isEmpty();
			}, "an end of the incident");
			assertThat(this.operator.logIn().read("/overview?days=7").get("stuck").asLong()).isZero();
			assertThat(retries(this.operator)).isOne();
		}
	}

	@Test
	@BrowserTest
	void endsWhenTheOperatorCancels() {
		try (Integrator integrator = byBrokenRule(); Browser cockpit = Browser.desktop().start()) {
			// given
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			this.failedJobs.awaitIncident(id, SelfieRegistrationElements.REGISTRATION_WANTED);

			// when
			logIn(cockpit, "/registrations?request_id=" + id);

			// then
			assertThat(text(cockpit, "[data-kind='incident']")).contains(
					"Stuck at “Selfie registration wanted?”: a rule cannot be decided",
					"\nThe rule 'user.premium = \"yes\"' cannot be decided", "Correct the rule");

			// and when
			cockpit.pressByKeyboard("Cancel");
			cockpit.waitFor((driver) -> visible(driver, "dialog[open]"), "the question");
			isForEverybody(cockpit, ".selfie-dialog");
			cockpit.screenshot("cockpit-cancel");
			cockpit.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);

			// then
			cockpit.waitFor((driver) -> driver.findElements(By.tagName("dialog")).isEmpty(), "an end of the question");
			assertThat(cockpit.driver().switchTo().activeElement().getText()).isEqualTo("Cancel");
			assertThat(integrator.read(id).get("status").asText()).isEqualTo("pending");

			// and when
			cockpit.pressByKeyboard("Cancel");
			press(cockpit, By.cssSelector("[data-action='confirm']"), "the confirmation");

			// then
			assertThat(integrator.awaitWebhook(id).get("reason").asText()).isEqualTo("cancelled");
			assertThat(new Person(created.get("capture_url").asText()).look().getStatusCode().value()).isEqualTo(410);
			await().atMost(PATIENCE).until(() -> this.failedJobs.instances(id).isEmpty());
			cockpit.waitFor((driver) -> {
				visible(driver, "[data-action='refresh']").click();
				return text(cockpit, ".selfie-facts").contains("Cancelled")
						&& driver.findElements(By.cssSelector("[data-action='cancel'], [data-action='retry']"))
							.isEmpty();
			}, "the end");
		}
	}

	/** The photo is lost for good, so the accepted selfie can never be registered. */
	@Test
	void endsAlsoAfterTheSelfieWasAccepted() {
		this.operator.logIn();
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			RefusedWrites refused = new RefusedWrites(this.jdbc, "photo",
					"new.request_id = '%s' and new.state = 'stored'".formatted(id));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				assertThat(this.operator.read("/requests/" + id).get("may_cancel").asBoolean()).isFalse();
				assertProblem(this.operator.post("/requests/" + id + "/cancel"), 409, "request_decided");
				this.failedJobs.useUpRetries(id, SelfieRegistrationElements.STORE_SELFIE);

				assertThat(this.operator.read("/requests/" + id).get("may_cancel").asBoolean()).isTrue();
				assertThat(this.operator.post("/requests/" + id + "/cancel").statusCode()).isEqualTo(202);
			}

			assertThat(integrator.awaitWebhook(id).get("reason").asText()).isEqualTo("cancelled");
			assertThat(integrator.read(id).get("status").asText()).isEqualTo("completed");
			await().atMost(PATIENCE).until(() -> this.failedJobs.instances(id).isEmpty());
			assertProblem(this.operator.post("/requests/" + id + "/retry"), 409, "not_stuck");
		}
	}

	@Test
	void letsNobodyDoMoreThanTheEngineDoes() {
		String other = OperatorClient.workspace(this.engine.getIdentityService());
		CockpitUser stranger = CockpitUser.of(this.engine, this.web.baseUrl(), other)
			.reading("*")
			.member("selfieOperator")
			.grant(Resources.PROCESS_DEFINITION, "*", ProcessDefinitionPermissions.RETRY_JOB)
			.logIn();
		CockpitUser reader = user().reading("*").logIn();
		CockpitUser ofOtherProcess = user().reading("*")
			.grant(Resources.PROCESS_DEFINITION, "verification", ProcessDefinitionPermissions.RETRY_JOB)
			.logIn();
		CockpitUser ofModule = user().reading("*")
			.grant(Resources.PROCESS_DEFINITION, SelfieRegistrationProcess.KEY, ProcessDefinitionPermissions.RETRY_JOB)
			.logIn();
		CockpitUser ofInstance = user().reading("*").logIn();
		this.operator.logIn();
		try (Integrator integrator = byBrokenRule(); Integrator healthy = this.integrators.byLink()) {
			String id = integrator.start().get("request_id").asText();
			String waiting = healthy.start().get("request_id").asText();
			Incident incident = this.failedJobs.awaitIncident(id, SelfieRegistrationElements.REGISTRATION_WANTED);
			ofInstance.grant(Resources.PROCESS_INSTANCE, incident.getProcessInstanceId(),
					ProcessInstancePermissions.RETRY_JOB);
			String retry = "/requests/" + id + "/retry";
			String cancel = "/requests/" + id + "/cancel";

			for (CockpitUser seeing : List.of(this.operator, reader, ofOtherProcess, ofModule, ofInstance)) {
				assertThat(seeing.read("/overview?days=7").get("stuck").asLong()).isOne();
				assertThat(seeing.read("/overview?days=7").get("ends").get("stuck").asLong()).isOne();
				assertThat(ids(seeing.read("/requests?outcome=stuck"))).containsExactly(id);
				assertThat(ids(seeing.read("/requests?outcome=waiting"))).containsExactly(waiting);
				assertThat(seeing.read("/overview?days=7&application=" + healthy.applicationId()).get("stuck").asLong())
					.isZero();
			}
			assertThat(stranger.read("/overview?days=7").get("stuck").asLong()).isZero();
			assertThat(ids(stranger.read("/requests?outcome=stuck"))).isEmpty();
			assertProblem(stranger.post(retry), 404, "request_unknown");
			assertProblem(stranger.post(cancel), 404, "request_unknown");

			for (CockpitUser refused : List.of(reader, ofOtherProcess)) {
				JsonNode timeline = refused.read("/requests/" + id);
				assertThat(timeline.get("may_retry").asBoolean()).isFalse();
				assertThat(timeline.get("may_cancel").asBoolean()).isFalse();
				assertProblem(refused.post(retry), 403, "forbidden");
				assertProblem(refused.post(cancel), 403, "forbidden");
			}
			// A forged call ends the session
			assertThat(user().logIn().forgedPost(retry).statusCode()).isEqualTo(403);
			assertThat(user().logIn().forgedPost(cancel).statusCode()).isEqualTo(403);
			assertThat(this.failedJobs.incidents(id, SelfieRegistrationElements.REGISTRATION_WANTED))
				.extracting(Incident::getId)
				.containsExactly(incident.getId());

			for (CockpitUser permitted : List.of(ofModule, ofInstance, this.operator)) {
				Incident before = this.failedJobs.awaitIncident(id, SelfieRegistrationElements.REGISTRATION_WANTED);
				JsonNode timeline = permitted.read("/requests/" + id);
				assertThat(timeline.get("may_retry").asBoolean()).isTrue();
				assertThat(timeline.get("may_cancel").asBoolean()).isEqualTo(permitted == this.operator);
				assertThat(permitted.post(retry).statusCode()).isEqualTo(202);
				await().atMost(PATIENCE)
					.until(() -> this.failedJobs.incidents(id, SelfieRegistrationElements.REGISTRATION_WANTED),
							(found) -> found.size() == 1 && !found.get(0).getId().equals(before.getId()));
				assertThat(retries(permitted)).isOne();
			}

			assertThat(this.operator.read("/requests/" + waiting).get("may_retry").asBoolean()).isFalse();
			assertProblem(this.operator.post("/requests/" + waiting + "/retry"), 409, "not_stuck");
			assertThat(this.operator.post(cancel).statusCode()).isEqualTo(202);
			assertThat(integrator.awaitWebhook(id).get("reason").asText()).isEqualTo("cancelled");
		}
	}

	/** Cockpit's free edition has no other way to retry all that failed of a request. */
	@Test
	void retriesAllThatFailedAtOnce() {
		this.operator.logIn();
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			RefusedWrites refused = new RefusedWrites(this.jdbc, "delivery", "new.request_id = '%s'".formatted(id));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				this.failedJobs.useUpRetries(id, VerificationProcess.Elements.PUBLISH_RESULT);
				JsonNode stuck = this.operator.read("/requests/" + id);
				assertThat(stuck.get("registration").get("phases").get(0).get("stuck").asBoolean()).isTrue();
				assertThat(stuck.get("registration").get("stuck_beside").asBoolean()).isFalse();
			}

			assertThat(this.operator.post("/requests/" + id + "/retry").statusCode()).isEqualTo(202);

			assertThat(integrator.awaitWebhook(id).get("selfie_registered").asText()).isEqualTo("true");
			assertProblem(this.operator.post("/requests/" + id + "/retry"), 409, "not_stuck");
			assertProblem(this.operator.post("/requests/" + id + "/cancel"), 409, "request_decided");
			assertProblem(this.operator.post("/requests/nothing/retry"), 404, "request_unknown");
		}
	}

	@Test
	void explainsThatOneModuleOfTheRequestRunsAlready() {
		this.operator.logIn();
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			await().atMost(PATIENCE).until(() -> person.open().getStatusCode().is2xxSuccessful());
			String workflow = this.engine.getRuntimeService()
				.createProcessInstanceQuery()
				.processInstanceBusinessKey(id, "verification")
				.singleResult()
				.getId();
			this.engine.getRuntimeService()
				.createProcessInstanceModification(workflow)
				.startBeforeActivity(VerificationProcess.Elements.REGISTER_SELFIE)
				.execute();
			this.failedJobs.awaitIncident(id, SelfieRegistrationElements.REGISTRATION_WANTED);

			JsonNode incident = incident(id);
			assertThat(incident.get("cause").asText()).isEqualTo("module_out_of_turn");
			assertThat(incident.get("message").asText()).startsWith("The module 'selfie-registration' runs already")
				.contains("a request has one module at a time", id);

			this.engine.getRuntimeService().deleteProcessInstance(workflow, "The end of the test");
			assertThat(integrator.awaitWebhook(id).get("reason").asText()).isEqualTo("cancelled");
		}
	}

	@Test
	void letsTheWorkerOfAnExternalTaskTryAgain() {
		String workflow = "external-" + UUID.randomUUID();
		String external = Models.replace(Models.workflow(workflow), """
				<bpmn:sequenceFlow id="flow_registeredToPublish" sourceRef="callActivity_registerSelfie" \
				targetRef="serviceTask_publishResult" />""",
				"""
						<bpmn:serviceTask id="check" name="Check the register" camunda:type="external" camunda:topic="%s">
						  <bpmn:incoming>flow_registeredToCheck</bpmn:incoming>
						  <bpmn:outgoing>flow_registeredToPublish</bpmn:outgoing>
						</bpmn:serviceTask>
						<bpmn:sequenceFlow id="flow_registeredToCheck" sourceRef="callActivity_registerSelfie" targetRef="check" />
						<bpmn:sequenceFlow id="flow_registeredToPublish" sourceRef="check" targetRef="serviceTask_publishResult" />
						"""
					.formatted(workflow));
		OperatorClient.administrator(this.web.baseUrl())
			.deploy(workflow,
					Models.replace(external,
							"<bpmn:outgoing>flow_registeredToPublish</bpmn:outgoing>\n    </bpmn:callActivity>",
							"<bpmn:outgoing>flow_registeredToCheck</bpmn:outgoing>\n    </bpmn:callActivity>"),
					this.workspace);
		this.operator.logIn();
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).workflow(workflow).start()) {
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			takeSelfie(created.get("capture_url").asText());
			this.engine.getExternalTaskService()
				.handleFailure(task(workflow), "worker", "No login as mark@example.com, token: abc-123", 0, 0);

			JsonNode incident = incident(id);
			assertThat(incident.get("cause").asText()).isEqualTo("worker");
			assertThat(incident.get("step").asText()).isEqualTo("Check the register");
			assertThat(incident.get("message").asText()).isEqualTo("No login as …@…, token: …");
			assertProblem(this.operator.post("/requests/" + id + "/retry"), 403, "forbidden");
			this.operator.grant(Resources.PROCESS_DEFINITION, "*", Permissions.UPDATE_INSTANCE);
			assertThat(this.operator.post("/requests/" + id + "/retry").statusCode()).isEqualTo(202);

			this.engine.getExternalTaskService().complete(task(workflow), "worker");
			assertThat(integrator.awaitWebhook(id).get("selfie_registered").asText()).isEqualTo("true");
		}
	}

	private String task(String topic) {
		return await().atMost(PATIENCE)
			.until(() -> this.engine.getExternalTaskService().fetchAndLock(1, "worker").topic(topic, 60_000).execute(),
					(tasks) -> tasks.size() == 1)
			.get(0)
			.getId();
	}

	/** What the operator reads of the only incident. */
	private JsonNode incident(String request) {
		List<JsonNode> incidents = new ArrayList<>();
		this.operator.read("/requests/" + request).get("events").forEach((event) -> {
			if ("incident".equals(event.get("kind").asText())) {
				incidents.add(event.get("detail"));
			}
		});
		assertThat(incidents).hasSize(1);
		return incidents.get(0);
	}

	/** An integrator whose rule reads what its requests do not have. */
	private Integrator byBrokenRule() {
		String workflow = "broken-" + UUID.randomUUID();
		OperatorClient.administrator(this.web.baseUrl())
			.deploy(workflow, Models.workflow(workflow, "user.premium = \"yes\""), this.workspace);
		return this.integrators.with(NotificationType.LINK).workflow(workflow).start();
	}

	private CockpitUser user() {
		return CockpitUser.of(this.engine, this.web.baseUrl(), this.workspace);
	}

	/** How often the engine noted that a user retried a job. */
	private long retries(CockpitUser user) {
		return this.engine.getHistoryService()
			.createUserOperationLogQuery()
			.userId(user.id())
			.operationType(UserOperationLogEntry.OPERATION_TYPE_SET_JOB_RETRIES)
			.property("retries")
			.count();
	}

	private static void takeSelfie(String link) {
		Person person = new Person(link);
		await().atMost(PATIENCE).until(() -> person.open().getStatusCode().is2xxSuccessful());
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
	}

	private static String link(String address) {
		return Arrays.stream(SystemContext.mail().getReceivedMessages())
			.map((mail) -> GreenMailUtil.getHeaders(mail).contains(address)
					? GreenMailUtil.getBody(mail).replace("=\r\n", "").replace("=3D", "=") : "")
			.map((body) -> Pattern.compile("https?://\\S+/capture/#[\\w-]+").matcher(body))
			.filter(Matcher::find)
			.map(Matcher::group)
			.findFirst()
			.orElse(null);
	}

	private static List<String> ids(JsonNode page) {
		return page.get("registrations").findValuesAsText("request_id");
	}

	private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.headers().firstValue("content-type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("application/problem+json"));
		assertThat(CockpitUser.json(answer).get("code").asText()).isEqualTo(code);
	}

	private void logIn(Browser cockpit, String place) {
		cockpit.driver().manage().window().setSize(new Dimension(1280, 1400));
		cockpit.open(this.web.baseUrl() + "/camunda/app/cockpit/default/#" + place);
		WebApps.logIn(cockpit, this.operator.id(), this.operator.password());
	}

	private static String tile(Browser cockpit, String name) {
		return visible(cockpit.driver(), "[data-tile='" + name + "'] .selfie-number").getText();
	}

	private static void isForEverybody(Browser cockpit, String selector) {
		assertThat(cockpit.accessibilityViolations(selector)).isEmpty();
	}

	private static void press(Browser cockpit, By button, String what) {
		cockpit.waitFor(ExpectedConditions.elementToBeClickable(button), what).click();
	}

	private static String text(Browser cockpit, String selector) {
		return cockpit.waitFor((driver) -> {
			String text = visible(driver, selector).getText();
			return text.isBlank() ? null : text;
		}, selector);
	}

	private static void picture(Browser cockpit, String selector, String name) {
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"),
					visible(cockpit.driver(), selector).getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
