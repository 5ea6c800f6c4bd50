package io.selfieregistration.system;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.system.InterruptibleProxy.Proxies;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.selfieregistration.system.WebApps.visible;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What people see and do in Cockpit with the plugin. Takes the screenshots of
 * {@code docs/cockpit.md}; {@link CockpitPictures} puts them there.
 */
@SystemTest
@BrowserTest
class CockpitPluginIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private static final Pattern LINK = Pattern.compile("https?://\\S+/capture/#[\\w-]+");

	/** It asks who is logged in before anybody is, and more than the engine's limit. */
	private static final List<String> COCKPITS_OWN = List.of("An iframe which has both allow-scripts",
			"/camunda/api/admin/auth/user/default - ", "/camunda-welcome - ",
			"/camunda/api/engine/engine/default/process-");

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

	private String workspace;

	private Integrators integrators;

	private CockpitUser operator;

	@BeforeEach
	void makeWorkspace() {
		this.workspace = OperatorClient.workspace(this.engine.getIdentityService());
		this.integrators = new Integrators(Installation.of(this.applications, this.workspace), this.web.baseUrl());
		this.operator = CockpitUser.of(this.engine, this.web.baseUrl(), this.workspace)
			.reading("*")
			.member("selfieOperator");
	}

	@Test
	void showsTrueNumbersOnDashboardAndFunnel() {
		try (Integrator integrator = this.integrators.byLink();
				Integrator other = this.integrators.byLink();
				Browser cockpit = Browser.desktop().start()) {
			seedMonth(integrator.applicationId());
			JsonNode cancelled = other.start();
			UUID cancelledId = UUID.fromString(cancelled.get("request_id").asText());
			await().atMost(PATIENCE)
				.until(() -> this.jdbc.sql("select count(*) from capture_step where request_id = ?")
					.param(cancelledId)
					.query(Integer.class)
					.single() == 1);
			other.client()
				.post()
				.uri("/api/v1/requests/{id}/cancel", cancelled.get("request_id").asText())
				.retrieve()
				.toBodilessEntity();
			other.awaitResult(cancelled.get("request_id").asText());

			logIn(cockpit, "/dashboard");

			assertThat(tile(cockpit, "registered", "23")).isEqualTo("23");
			assertThat(tile(cockpit, "waiting", "7")).isEqualTo("7");
			assertThat(tile(cockpit, "failed", "7")).isEqualTo("7");
			WebElement panel = cockpit.driver().findElement(By.cssSelector(".selfie-panel"));
			assertThat(panel.getText()).contains("Other ends: cancelled 1.", "(14 refused)");
			assertThat(descriptions(panel))
				.anySatisfy((text) -> assertThat(text).contains("Registered: 23", "Waiting: 7", "Skipped: 7",
						"Expired: 7", "Attempts used up: 7"))
				.anySatisfy((text) -> assertThat(text).isEqualTo("Too dark: 14; No face: 7"));

			panel.findElement(By.cssSelector("button[data-days='30']")).click();
			assertThat(tile(cockpit, "registered", "103")).isEqualTo("103");
			picture(cockpit, ".selfie-panel", "cockpit-dashboard");
			isForEverybody(cockpit, ".selfie-panel");
			choose(cockpit, other.applicationId());
			assertThat(tile(cockpit, "registered", "0")).isEqualTo("0");
			assertThat(cockpit.driver().findElement(By.cssSelector(".selfie-panel")).getText())
				.contains("Other ends: cancelled 1.", "No selfie was refused.");
			choose(cockpit, integrator.applicationId());
			panel.findElement(By.cssSelector("button[data-days='1']")).click();
			assertThat(tile(cockpit, "registered", "2")).isEqualTo("2");

			String definition = this.engine.getRepositoryService()
				.createProcessDefinitionQuery()
				.processDefinitionKey("verification")
				.withoutTenantId()
				.latestVersion()
				.singleResult()
				.getId();
			isReadableOnPhone(cockpit, ".selfie-panel");
			go(cockpit, "/registrations");
			text(cockpit, ".selfie-list tbody tr", "the list");
			isReadableOnPhone(cockpit, ".selfie-page");
			go(cockpit, "/process-definition/" + definition + "/runtime?detailsTab=selfie-registrations-tab");
			assertThat(text(cockpit, ".selfie-funnel desc", "the funnel"))
				.isEqualTo("Link sent: 194, 100 %; Link opened: 163, 84 %; Camera started: 163, 84 %; "
						+ "Selfie submitted: 133, 69 %; Selfie accepted: 103, 53 %; Result delivered: 73, 38 %");
			assertThat(text(cockpit, ".selfie-tab p", "the sentence"))
				.startsWith("224 registrations in the last 30 days")
				.contains("30 of them were skipped");
			pictureOfTab(cockpit, "cockpit-funnel");
			isForEverybody(cockpit, ".selfie-tab");
			assertThat(problems(cockpit)).isEmpty();
			assertThat(cockpit.requests()).allMatch((url) -> url.startsWith(this.web.baseUrl().toString())
					|| url.startsWith("data:") || url.startsWith("about:"));
		}
	}

	@Test
	void followsRegistrationFromItsLinkToItsPhoto() throws Exception {
		String address = Secrets.remember(UUID.randomUUID() + "@people.example");
		String user = "customer-" + UUID.randomUUID();
		this.operator.member("selfiePhotoViewer");
		try (Integrator integrator = this.integrators.with(NotificationType.EMAIL).start();
				Browser cockpit = Browser.desktop().start()) {
			// given
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.status(410)));
			String id = integrator.start(Map.of("user_id", user, "email", address)).get("request_id").asText();
			Person person = new Person(links(address, 1).get(0));
			ProcessInstance module = await().atMost(PATIENCE).until(() -> module(id), (found) -> found != null);
			person.open();
			assertThat(person.cameraStarted()).isEqualTo(204);
			assertThat(person.cameraStarted()).isEqualTo(204);
			assertThat(person.submit(Portrait.asJpeg(Portrait.dark(), 0.9F)).getBody().get("accepted").asBoolean(true))
				.isFalse();

			// when
			logIn(cockpit, "/process-instance/" + module.getId() + "/runtime?detailsTab=selfie-registration-tab");

			// then
			event(cockpit, "attempt");
			assertThat(titles(cockpit)).containsExactly("Requested by the API", "Selfie wanted: there is no rule",
					"Link sent", "Link opened", "Camera started", "Selfie 1 refused");
			assertThat(text(cockpit, ".selfie-facts", "the facts")).contains(user, "Test Bank", this.workspace);
			assertThat(event(cockpit, "attempt").getText()).contains("Too dark");
			assertThat(cockpit.driver().getCurrentUrl()).doesNotContain(user);

			// and when
			press(cockpit, By.xpath("//button[text()='Resend link']"), "the button to resend");

			// then
			assertThat(text(cockpit, ".selfie-said", "the answer")).isEqualTo("A new link is on its way.");
			Person again = new Person(links(address, 2).get(1));
			assertThat(person.look().getStatusCode().value()).isEqualTo(410);
			await().atMost(PATIENCE).until(() -> again.look().getStatusCode().is2xxSuccessful());
			refreshUntil(cockpit, "Link sent", 2);
			pictureOfTab(cockpit, "cockpit-instance");
			isForEverybody(cockpit, ".selfie-tab");

			// and when
			again.open();
			assertThat(again.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			integrator.awaitResult(id);
			String delivery = integrator.awaitWebhook(id) != null
					? integrator.webhooks(id).get(0).getHeader("webhook-id") : null;
			await().atMost(PATIENCE)
				.until(() -> this.jdbc.sql("select state from delivery where id = ?")
					.param(delivery)
					.query(String.class)
					.single(), "dead"::equals);
			await().atMost(PATIENCE).until(() -> module(id) == null);
			go(cockpit, "/registrations?delivery=dead");
			press(cockpit, By.linkText(id), "the registration in the list");

			// then
			event(cockpit, "delivery_attempt");
			assertThat(titles(cockpit))
				.containsSubsequence("Selfie 1 refused", "New link asked for; the earlier ones open nothing any more",
						"Selfie 2 accepted", "Outcome: Registered", "Result published",
						"Attempt 1 to deliver the result of the verification: answered 410")
				.contains("Photo and template stored", "Message made: result of the verification, now failed");

			// and when
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.noContent()));
			press(cockpit, By.xpath("//button[text()='Redeliver']"), "the button to redeliver");

			// then
			refreshUntil(cockpit, "Attempt 2 to deliver the result of the verification: answered 204", 1);
			assertThat(integrator.webhooks(id)).hasSize(2)
				.extracting((webhook) -> webhook.getHeader("webhook-id"))
				.containsOnly(delivery);

			// and when
			press(cockpit, By.xpath("//button[text()='Look at the photo']"), "the button to look");

			// then
			cockpit.waitFor((driver) -> driver.findElement(By.cssSelector(".selfie-photo canvas")), "the photo");
			assertThat(text(cockpit, "[data-kind='photo_look']", "the record"))
				.contains("Photo looked at by " + this.operator.id(), "On the page of registrations");
			assertThat(this.jdbc.sql("select looked_by || ' ' || page from photo_look where request_id = ?")
				.param(UUID.fromString(id))
				.query(String.class)
				.list()).containsExactly(this.operator.id() + " registrations");
			picture(cockpit, ".selfie-page", "cockpit-finished");
			isForEverybody(cockpit, ".selfie-page");
			press(cockpit, By.xpath("//button[text()='Close the photo']"), "the button to close");
			assertThat(focus(cockpit)).isEqualTo("Look at the photo");
			assertThat(cockpit.driver().findElements(By.cssSelector("canvas"))).isEmpty();
			go(cockpit, "/registrations");
			text(cockpit, ".selfie-list tbody tr", "the list");
			picture(cockpit, ".selfie-page", "cockpit-list");
			isForEverybody(cockpit, ".selfie-page");
			assertThat(problems(cockpit)).isEmpty();
		}
	}

	@Test
	void saysWhyNoSelfieWasWanted() {
		String byRule = "workflow-" + UUID.randomUUID();
		String switchedOff = "workflow-" + UUID.randomUUID();
		OperatorClient administrator = OperatorClient.administrator(this.web.baseUrl());
		administrator.deploy(byRule, Models.workflow(byRule, "user.age &gt;= 18 and user.name != \"x\""),
				this.workspace);
		administrator.deploy(switchedOff,
				Models.replace(Models.workflow(switchedOff), "\"selfieEnabled\">true<", "\"selfieEnabled\">false<"),
				this.workspace);
		String hostile = "<img src=x onerror=\"document.title='owned'\">";
		try (Integrator young = this.integrators.with(NotificationType.LINK).workflow(byRule).start();
				Integrator off = this.integrators.with(NotificationType.LINK).workflow(switchedOff).start();
				Browser cockpit = Browser.desktop().start()) {
			this.jdbc
				.sql("update application set settings = settings || jsonb_build_object('name', :name) where id = :id")
				.param("name", hostile)
				.param("id", young.applicationId())
				.update();
			String skipped = young
				.start(Map.of("user_id", "u-" + UUID.randomUUID(), "metadata", Map.of("age", 17, "name", hostile)))
				.get("request_id")
				.asText();
			young.awaitResult(skipped);
			String notEnabled = off.start().get("request_id").asText();
			off.awaitResult(notEnabled);

			logIn(cockpit, "/registrations?request_id=" + skipped);

			WebElement rule = event(cockpit, "rule");
			assertThat(rule.getText()).contains("Selfie not wanted: the rule is false",
					"user.age >= 18 and user.name != \"x\"", "user.age", "17");
			assertThat(text(cockpit, ".selfie-facts", "the facts")).contains(hostile, "Skipped");
			assertThat(cockpit.driver().findElements(By.cssSelector(".selfie img"))).isEmpty();
			assertThat(cockpit.driver().getTitle()).doesNotContain("owned");
			picture(cockpit, ".selfie-timeline", "cockpit-skipped");

			go(cockpit, "/registrations?request_id=" + notEnabled);
			cockpit.waitFor((driver) -> titles(cockpit).contains("Selfie not wanted: Enable is off in the model"),
					"the switch");
			go(cockpit, "/registrations?outcome=skipped");
			assertThat(text(cockpit, ".selfie-list tbody", "the list")).contains(skipped, notEnabled, hostile);
			assertThat(problems(cockpit)).isEmpty();
		}
	}

	@Test
	void saysWhatDidNotWorkAndStaysWhereTheUserWas() {
		this.operator.member("selfiePhotoViewer");
		try (Integrator integrator = this.integrators.byLink(); Browser cockpit = Browser.desktop().start()) {
			// given
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			integrator.awaitWebhook(id);
			logIn(cockpit, "/registrations?request_id=" + id);
			event(cockpit, "photo_stored");

			// when
			this.proxies.objectStore().interrupt();
			try {
				cockpit.pressByKeyboard("Look at the photo");
				assertThat(text(cockpit, ".selfie-said.selfie-problem", "the answer"))
					.isEqualTo("This cannot be done right now. Please try again.");
			}
			finally {
				this.proxies.objectStore().resume();
			}

			// then
			assertThat(focus(cockpit)).isEqualTo("Look at the photo");
			assertThat(cockpit.driver().findElements(By.cssSelector("canvas"))).isEmpty();
			cockpit.pressByKeyboard("Look at the photo");
			cockpit.waitFor((driver) -> driver.findElement(By.cssSelector(".selfie-photo canvas")), "the photo");
			assertThat(text(cockpit, ".selfie-said", "the answer")).isEqualTo("This look was recorded.");
			assertThat(focus(cockpit)).isEqualTo("Look at the photo");
			cockpit.pressByKeyboard("Refresh");
			cockpit.waitFor((driver) -> visible(driver, ".selfie-said").getText().startsWith("Read again, "),
					"the answer");
			assertThat(focus(cockpit)).isEqualTo("Refresh");

			// and when
			network(cockpit, false);
			for (String place : List.of("/dashboard", "/registrations", "/registrations?request_id=" + id)) {
				go(cockpit, place);
				assertThat(text(cockpit, ".selfie [role='alert'] p", "the alert at " + place))
					.isEqualTo("The service does not answer. Please try again.");
				isForEverybody(cockpit, ".selfie");
			}
			network(cockpit, true);
			press(cockpit, By.xpath("//button[text()='Try again']"), "the button to try again");

			// then
			event(cockpit, "photo_stored");
		}
	}

	@Test
	void showsNobodyMoreThanTheEngineDoes() {
		CockpitUser stranger = CockpitUser
			.of(this.engine, this.web.baseUrl(), OperatorClient.workspace(this.engine.getIdentityService()))
			.reading("*")
			.member("selfieOperator")
			.member("selfiePhotoViewer")
			.logIn();
		CockpitUser withoutHistory = CockpitUser.of(this.engine, this.web.baseUrl(), this.workspace)
			.member("selfieOperator")
			.logIn();
		CockpitUser reader = CockpitUser.of(this.engine, this.web.baseUrl(), this.workspace)
			.reading("verification")
			.logIn();
		String user = "customer-" + UUID.randomUUID();
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start(Map.of("user_id", user));
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			integrator.awaitWebhook(id);
			String delivery = integrator.webhooks(id).get(0).getHeader("webhook-id");
			String instance = this.engine.getHistoryService()
				.createHistoricProcessInstanceQuery()
				.processInstanceBusinessKey(id)
				.processDefinitionKey("verification")
				.singleResult()
				.getId();
			String photo = "/requests/" + id + "/photo?phase=verification&page=registrations";
			this.operator.logIn();

			for (CockpitUser nobody : List.of(stranger, withoutHistory)) {
				for (String path : List.of("/requests/" + id, "/process-instances/" + instance,
						"/process-instances/nothing", "/requests/nothing")) {
					assertThat(nobody.get(path).statusCode()).as(path).isEqualTo(404);
				}
				for (String path : List.of("/requests/" + id + "/link", "/deliveries/" + delivery + "/redeliver", photo,
						"/deliveries/nothing/redeliver")) {
					assertThat(nobody.post(path).statusCode()).as(path).isEqualTo(404);
				}
				assertThat(nobody.read("/requests").get("registrations")).isEmpty();
				assertThat(nobody.read("/requests?request_id=" + id).get("registrations")).isEmpty();
				assertThat(nobody.read("/overview?days=30").get("ends")).isEmpty();
			}
			assertThat(stranger.read("/overview?days=30").get("applications")).isEmpty();

			JsonNode read = reader.read("/requests/" + id);
			assertThat(read.toString()).doesNotContain(user, "inputs");
			assertThat(read.get("may_resend").asBoolean()).isFalse();
			assertThat(reader.read("/process-instances/" + instance)).isEqualTo(read);
			for (String path : List.of("/requests/" + id + "/link", "/deliveries/" + delivery + "/redeliver", photo)) {
				assertThat(reader.post(path).statusCode()).as(path).isEqualTo(403);
			}
			assertThat(looks(id)).isZero();

			assertThat(this.operator.read("/requests/" + id).toString()).contains(user);
			assertThat(this.operator.read("/requests").toString()).contains(id).doesNotContain(user);
			assertThat(this.operator.post(photo).statusCode()).isEqualTo(403);
			assertThat(code(this.operator.post("/requests/" + id + "/link"))).isEqualTo("request_decided");
			assertThat(looks(id)).isZero();
			this.operator.member("selfiePhotoViewer");
			HttpResponse<byte[]> jpeg = this.operator.post(photo);
			assertThat(jpeg.statusCode()).isEqualTo(200);
			assertThat(jpeg.body()).isEqualTo(integrator.photo(id).getBody());
			assertThat(header(jpeg, "content-type")).isEqualTo("image/jpeg");
			assertThat(header(jpeg, "cache-control")).isEqualTo("no-store");
			assertThat(header(jpeg, "x-content-type-options")).isEqualTo("nosniff");
			assertThat(header(jpeg, "content-security-policy")).isEqualTo("default-src 'none'; sandbox");
			assertThat(header(jpeg, "cross-origin-resource-policy")).isEqualTo("same-origin");
			assertThat(header(jpeg, "content-disposition")).startsWith("attachment;");
			assertThat(looks(id)).isOne();
			assertThat(reader.read("/requests/" + id).toString()).doesNotContain("photo_look");
			assertThat(this.operator.read("/requests/" + id).toString()).contains("photo_look", this.operator.id());
			assertThat(this.operator.forgedPost(photo).statusCode()).isEqualTo(403);
			assertThat(looks(id)).isOne();

			CockpitUser nobody = CockpitUser.of(this.engine, this.web.baseUrl());
			assertThat(nobody.get("/requests/" + id).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void refusesQuestionsThatMakeNoSense() {
		this.operator.logIn();

		for (String path : List.of("/overview", "/overview?days=2", "/overview?days=1&zone=%2B01:00",
				"/overview?days=1&application=%07", "/requests?outcome=lost", "/requests?phase=third",
				"/requests?from=2031-99-01", "/requests?until=%2B999999999-12-31",
				"/requests?from=-999999999-01-01&until=-999999999-01-02",
				"/requests?from=%2B20000-01-01&until=%2B20000-01-02", "/requests?from=2020-01-01",
				"/requests?request_id=7", "/requests?delivery=yes")) {
			HttpResponse<byte[]> answer = this.operator.get(path);
			assertThat(answer.statusCode()).as(path).isEqualTo(400);
			assertThat(code(answer)).as(path).isEqualTo("invalid_request");
		}
		assertThat(this.operator.get("/process-definitions/nothing/funnel").statusCode()).isEqualTo(404);
	}

	@Test
	void servesTheFilesOfThePluginAndNothingElse() throws IOException {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
		Resource[] files = resolver.getResources("classpath:/plugin-webapp/selfie-registration/app/*");

		assertThat(files).hasSizeGreaterThan(5);
		for (Resource file : files) {
			HttpResponse<byte[]> answer = this.operator.file("app/" + file.getFilename());
			assertThat(answer.statusCode()).as(file.getFilename()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo(file.getContentAsByteArray());
			assertThat(header(answer, "content-security-policy")).contains("'strict-dynamic'", "object-src 'none'",
					"frame-ancestors 'none'");
		}
		assertThat(this.operator.file("app/package-info.class").statusCode()).isEqualTo(403);
	}

	/**
	 * What one day brings, on each of the last 30 days in the time zone of the browser.
	 */
	private void seedMonth(String applicationId) {
		for (int daysAgo = 0; daysAgo < 30; daysAgo++) {
			Instant day = ZonedDateTime.now(ZoneId.systemDefault())
				.minusDays(daysAgo)
				.with(LocalTime.of(0, 0, 1))
				.toInstant();
			seed(applicationId, day, "registered", List.of("link_sent", "link_opened", "camera_started"), true, true);
			seed(applicationId, day, "registered", List.of("link_sent", "link_opened", "camera_started"), true, false);
			for (int more = 0; more < daysAgo % 4; more++) {
				seed(applicationId, day, "registered", List.of("link_sent", "link_opened", "camera_started"), true,
						true);
			}
			seed(applicationId, day, null, List.of("link_sent", "link_opened", "camera_started"), null, false);
			seed(applicationId, day, "skipped", List.of(), null, false);
			seed(applicationId, day, "expired", List.of("link_sent"), null, false);
			seed(applicationId, day, "attempts_exhausted", List.of("link_sent", "link_opened"), false, false);
		}
	}

	private void seed(String applicationId, Instant day, String outcome, List<String> steps, Boolean accepted,
			boolean delivered) {
		byte[] random = new byte[8];
		new java.util.Random().nextBytes(random);
		UUID id = new UUID(RequestId.first(day).value().getMostSignificantBits(),
				(java.nio.ByteBuffer.wrap(random).getLong() >>> 2) | 0x8000000000000000L);
		var at = day.atOffset(ZoneOffset.UTC);
		this.jdbc
			.sql("""
					insert into request (id, workspace, application_id, user_id, metadata, channel, auth_req_id_hash, created_at)
					values (:id, :workspace, :application, 'seeded', '{}', 'api', sha256(cast(:text as bytea)), :at)
					""")
			.param("id", id)
			.param("workspace", this.workspace)
			.param("application", applicationId)
			.param("text", id.toString().getBytes(StandardCharsets.US_ASCII))
			.param("at", at)
			.update();
		this.jdbc.sql("""
				insert into request_phase (request_id, number, phase, workflow, definition_key, process_instance_id,
				    outcome, outcome_at, completed_at)
				values (:id, 1, 'verification', 'verification', 'verification', :instance, :outcome,
				    case when :outcome is not null then cast(:at as timestamptz) end,
				    case when :outcome is not null then cast(:at as timestamptz) end)
				""")
			.param("id", id)
			.param("instance", id.toString())
			.param("outcome", outcome, java.sql.Types.VARCHAR)
			.param("at", at)
			.update();
		this.jdbc
			.sql("""
					insert into module_run (request_id, number, phase_number, module, process_instance_id, started_at, outcome,
					    outcome_at)
					values (:id, 1, 1, 'selfie-registration', :instance, :at, :outcome,
					    case when :outcome is not null then cast(:at as timestamptz) end)
					""")
			.param("id", id)
			.param("instance", "module-" + id)
			.param("outcome", outcome, java.sql.Types.VARCHAR)
			.param("at", at)
			.update();
		steps.forEach(
				(step) -> this.jdbc.sql("insert into capture_step values (?, 1, ?, ?)").params(id, step, at).update());
		if (accepted != null) {
			int refused = accepted ? (delivered ? 0 : 1) : 1;
			for (int number = 1; number <= refused; number++) {
				attempt(id, number, false, accepted ? "[{\"code\":\"TOO_DARK\",\"severity\":\"REFUSE\"}]"
						: "[{\"code\":\"TOO_DARK\",\"severity\":\"REFUSE\"},{\"code\":\"NO_FACE\",\"severity\":\"REFUSE\"},"
								+ "{\"code\":\"NOISY\",\"severity\":\"HINT\"}]",
						at);
			}
			if (accepted) {
				attempt(id, refused + 1, true, "[]", at);
				this.jdbc.sql("""
						insert into delivery (id, kind, workspace, application_id, request_id, phase, url, content_type,
						    body, state, created_at, delivered_at)
						values (:delivery, 'result', :workspace, :application, :id, 'verification',
						    'https://receiver.invalid/', 'application/json', '', :state, :at, :deliveredAt)
						""")
					.param("delivery", "msg_" + id)
					.param("workspace", this.workspace)
					.param("application", applicationId)
					.param("id", id)
					.param("state", delivered ? "delivered" : "dead")
					.param("at", at)
					.param("deliveredAt", delivered ? at : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
					.update();
			}
		}
	}

	private void attempt(UUID id, int number, boolean accepted, String findings, java.time.OffsetDateTime at) {
		this.jdbc.sql("""
				insert into attempt (request_id, run_number, number, submission_key, accepted, findings, measures,
				    submitted_at)
				values (:id, 1, :number, :key, :accepted, cast(:findings as jsonb), '{}', :at)
				""")
			.param("id", id)
			.param("number", number)
			.param("key", "key-" + number)
			.param("accepted", accepted)
			.param("findings", findings)
			.param("at", at)
			.update();
	}

	private int looks(String id) {
		return this.jdbc.sql("select count(*) from photo_look where request_id = ?")
			.param(UUID.fromString(id))
			.query(Integer.class)
			.single();
	}

	private ProcessInstance module(String id) {
		return this.engine.getRuntimeService()
			.createProcessInstanceQuery()
			.processInstanceBusinessKey(id, SelfieRegistrationProcess.KEY)
			.singleResult();
	}

	/** The links in the mails to an address, oldest first. */
	private static List<String> links(String address, int count) {
		return await().atMost(PATIENCE).until(() -> {
			List<String> links = new ArrayList<>();
			for (MimeMessage mail : SystemContext.mail().getReceivedMessages()) {
				if (isTo(mail, address)) {
					Matcher link = LINK.matcher(com.icegreen.greenmail.util.GreenMailUtil.getBody(mail)
						.replace("=\r\n", "")
						.replace("=3D", "="));
					assertThat(link.find()).isTrue();
					links.add(link.group());
				}
			}
			return links;
		}, (links) -> links.size() == count);
	}

	private static boolean isTo(MimeMessage mail, String address) throws MessagingException {
		return Arrays.stream(mail.getAllRecipients()).anyMatch((recipient) -> recipient.toString().equals(address));
	}

	private static String header(HttpResponse<byte[]> answer, String name) {
		List<String> values = answer.headers().allValues(name);
		assertThat(values).as(name).hasSize(1);
		return values.get(0);
	}

	private static String code(HttpResponse<byte[]> answer) {
		return CockpitUser.json(answer).get("code").asText();
	}

	private void logIn(Browser cockpit, String place) {
		cockpit.driver().manage().window().setSize(new Dimension(1280, 1400));
		go(cockpit, place);
		WebApps.logIn(cockpit, this.operator.id(), this.operator.password());
	}

	/** What the browser complains of, without what Cockpit brings about by itself. */
	private static List<String> problems(Browser cockpit) {
		return cockpit.consoleErrors()
			.stream()
			.filter((message) -> COCKPITS_OWN.stream().noneMatch(message::contains))
			.toList();
	}

	/** Blocks the calls of the plugin, and nothing else. */
	private static void network(Browser cockpit, boolean there) {
		cockpit.driver().executeCdpCommand("Network.enable", Map.of());
		cockpit.driver()
			.executeCdpCommand("Network.setBlockedURLs",
					Map.of("urls", there ? List.of() : List.of("*/plugin/selfie-registration/default/*")));
	}

	private static void isForEverybody(Browser cockpit, String selector) {
		assertThat(cockpit.accessibilityViolations(selector)).isEmpty();
		assertThat(cockpit.driver().findElements(By.cssSelector(selector + " svg[role='img']")))
			.allSatisfy((chart) -> assertThat(chart.getAccessibleName()).isNotBlank());
	}

	/**
	 * Nothing of a part is cut off or too small on a phone, but for what can be moved.
	 */
	private static void isReadableOnPhone(Browser cockpit, String selector) {
		cockpit.resizeTo(390, 844, 100);
		cockpit.waitFor((driver) -> ((Number) cockpit.driver().executeScript("""
				return [...document.querySelectorAll(arguments[0] + ' *')].filter((part) =>
				    (part.getBoundingClientRect().right > innerWidth && !part.closest('.selfie-wide'))
				    || (part.matches('svg[role=img]') && part.viewBox.baseVal.width > part.clientWidth + 1)).length;
				""", selector)).intValue() == 0, "a page as narrow as a phone");
		cockpit.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
	}

	/** What the focus is on. */
	private static String focus(Browser cockpit) {
		return cockpit.driver().switchTo().activeElement().getText();
	}

	private void go(Browser cockpit, String place) {
		cockpit.open(this.web.baseUrl() + "/camunda/app/cockpit/default/#" + place);
	}

	private static void choose(Browser cockpit, String application) {
		cockpit.waitFor((driver) -> {
			visible(driver, ".selfie-panel option[value='" + application + "']").click();
			return true;
		}, "the application");
	}

	/** The number on a tile, once it is the one that is waited for. */
	private static String tile(Browser cockpit, String name, String number) {
		return cockpit.waitFor((driver) -> {
			String text = visible(driver, "[data-tile='" + name + "'] .selfie-number").getText();
			return text.equals(number) ? text : null;
		}, "the number " + number + " of " + name);
	}

	private static List<String> descriptions(WebElement parent) {
		return parent.findElements(By.tagName("desc"))
			.stream()
			.map((text) -> text.getDomProperty("textContent"))
			.toList();
	}

	private static WebElement event(Browser cockpit, String kind) {
		return cockpit.waitFor((driver) -> visible(driver, "[data-kind='" + kind + "']"), "the event " + kind);
	}

	private static List<String> titles(Browser cockpit) {
		return cockpit.driver()
			.findElements(By.cssSelector(".selfie-event strong"))
			.stream()
			.map(WebElement::getText)
			.toList();
	}

	private static void refreshUntil(Browser cockpit, String title, int times) {
		cockpit.waitFor((driver) -> {
			if (titles(cockpit).stream().filter(title::equals).count() == times) {
				return true;
			}
			visible(driver, ".selfie-details .selfie-bar button:last-child").click();
			return null;
		}, times + " times " + title);
	}

	private static void press(Browser cockpit, By button, String what) {
		cockpit.waitFor(ExpectedConditions.elementToBeClickable(button), what).click();
	}

	/** What is read at a place, once there is something. */
	private static String text(Browser cockpit, String selector, String what) {
		return cockpit.waitFor((driver) -> {
			String text = driver.findElements(By.cssSelector(selector))
				.stream()
				.map((element) -> element.getDomProperty("textContent"))
				.findFirst()
				.orElse("");
			return text.isBlank() ? null : text;
		}, what);
	}

	/** Lays a tab over the page for its picture, as the pane of the tabs is small. */
	private static void pictureOfTab(Browser cockpit, String name) {
		visible(cockpit.driver(), ".selfie-tab");
		cockpit.driver()
			.executeScript(
					"""
							Object.assign(document.querySelector('.selfie-tab').style, { position: 'fixed', zIndex: 10000, top: '100px',
							  left: '270px', width: '1000px', background: '#fff' });
							""");
		picture(cockpit, ".selfie-tab", name);
		cockpit.driver().executeScript("document.querySelector('.selfie-tab').removeAttribute('style')");
	}

	/** Saves one part of the page as {@code target/screenshots/<name>.png}. */
	private static void picture(Browser cockpit, String selector, String name) {
		WebElement part = cockpit.waitFor((driver) -> visible(driver, selector), selector);
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"), part.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
