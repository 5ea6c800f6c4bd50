package io.selfieregistration.system;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.duplicates.process.FindDuplicatesElements;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.photo.ObjectStore;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.publishing.process.DeliverMessageElements;
import io.selfieregistration.renewal.process.RenewTemplatesElements;
import io.selfieregistration.request.process.StartNextPhaseElements;
import io.selfieregistration.request.process.VerificationProcess;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.WorkflowDrawing;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieVerificationElements;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Provokes each incident that {@code docs/operations.md} names, sees that nothing is lost
 * meanwhile, mends the cause, and retries as an operator does.
 */
@SystemTest
@Tag("durability")
class IncidentsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Path DOCUMENT = Path.of("docs", "operations.md");

	/** What Cockpit says is at fault at each step. */
	private static final Map<String, String> CAUSES = Map.ofEntries(
			Map.entry(SelfieRegistrationElements.REGISTRATION_WANTED, "rule"),
			Map.entry(SelfieVerificationElements.VERIFICATION_WANTED, "rule"),
			Map.entry(SelfieRegistrationElements.SEND_CAPTURE_LINK, "sms_gateway"),
			Map.entry(SelfieRegistrationElements.SEND_REMINDER, "sms_gateway"),
			Map.entry(SelfieRegistrationElements.CLOSE_CAPTURE_LINK, "database"),
			Map.entry(SelfieRegistrationElements.STORE_SELFIE, "database"),
			Map.entry(SelfieVerificationElements.STORE_PHOTO, "database"),
			Map.entry(VerificationProcess.Elements.PUBLISH_RESULT, "database"),
			Map.entry(StartNextPhaseElements.START_NEXT_PHASE, "workflow_missing"),
			Map.entry(FindDuplicatesElements.FIND_DUPLICATES, "database"),
			Map.entry(DeliverMessageElements.ATTEMPT_DELIVERY, "database"),
			Map.entry(DeliverMessageElements.REPORT_DEAD_LETTER, "database"),
			Map.entry(DeliverMessageElements.SEND_DEAD_LETTER, "receiver"));

	private final WireMockServer smsGateway = SystemContext.smsGateway();

	private final String phone = Secrets
		.remember("+4915" + ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999));

	private final Map<String, Provoker> provokers = new HashMap<>();

	private FailedJobs failedJobs;

	private CockpitUser cockpit;

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private ManagementService management;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ObjectStore objects;

	@Autowired
	private ObjectMapper json;

	IncidentsIT() {
		this.provokers.put(SelfieRegistrationElements.REGISTRATION_WANTED, this::ruleCannotBeDecided);
		this.provokers.put(SelfieRegistrationElements.SEND_CAPTURE_LINK, this::gatewayTakesNoLink);
		this.provokers.put(SelfieRegistrationElements.SEND_REMINDER, this::gatewayTakesNoReminder);
		this.provokers.put(SelfieRegistrationElements.CLOSE_CAPTURE_LINK, this::linkIsNotClosed);
		this.provokers.put(SelfieRegistrationElements.STORE_SELFIE, this::photoIsLost);
		this.provokers.put(SelfieVerificationElements.VERIFICATION_WANTED, this::ruleOfVerificationCannotBeDecided);
		this.provokers.put(SelfieVerificationElements.STORE_PHOTO, this::photoOfVerificationIsRefused);
		this.provokers.put(VerificationProcess.Elements.PUBLISH_RESULT, this::resultIsRefused);
		this.provokers.put(StartNextPhaseElements.START_NEXT_PHASE, this::workflowWasRemoved);
		this.provokers.put(FindDuplicatesElements.FIND_DUPLICATES, this::searchIsRefused);
		this.provokers.put(DeliverMessageElements.ATTEMPT_DELIVERY, this::outcomeOfDeliveryIsRefused);
		this.provokers.put(DeliverMessageElements.REPORT_DEAD_LETTER, this::deadLetterCannotBeTold);
		this.provokers.put(DeliverMessageElements.SEND_DEAD_LETTER, this::receiverTakesNothing);
		this.provokers.put(RenewTemplatesElements.RENEW_TEMPLATES, this::renewedTemplateIsRefused);
	}

	static List<String> documented() throws Exception {
		String page = Files.readString(DOCUMENT);
		String section = page.substring(page.indexOf("\n## Incidents\n"), page.indexOf("\n## Alerts\n"));
		return Pattern.compile("(?m)^\\| `(\\w+)` \\|")
			.matcher(section)
			.results()
			.map((MatchResult row) -> row.group(1))
			.toList();
	}

	@BeforeEach
	void lookForFailedJobs() {
		this.failedJobs = new FailedJobs(this.engine);
		this.cockpit = CockpitUser.of(this.engine, this.web.baseUrl(), "default").reading("*").logIn();
	}

	@Test
	void provokesAllThatAreDocumentedAndNoOther() throws Exception {
		assertThat(this.provokers.keySet()).containsExactlyInAnyOrderElementsOf(documented());
	}

	@ParameterizedTest
	@MethodSource("documented")
	void waitsForTheOperatorAndThenEndsWell(String step) throws Exception {
		this.provokers.get(step).provoke(step);
	}

	/** The other way out that the document names. */
	@Test
	void goesOnWithoutReminderWhenItsJobIsDeleted() throws Exception {
		StubMapping broken = null;
		try (Integrator integrator = byMessage()) {
			JsonNode created = startByMessage(integrator);
			String link = awaitLink();
			broken = breakGateway();
			letTimerBeDue(id(created), SelfieRegistrationElements.REMINDER_DUE);
			Incident incident = this.failedJobs.useUpRetries(id(created), SelfieRegistrationElements.SEND_REMINDER);

			this.management.deleteJob(incident.getConfiguration());

			assertThat(this.failedJobs.incidents(id(created), SelfieRegistrationElements.SEND_REMINDER)).isEmpty();
			takeSelfie(link);
			assertEndsOnce(integrator, id(created), "true");
		}
		finally {
			mend(broken);
		}
	}

	@Test
	void goesOnWithManyAtOnce() {
		try (Integrator integrator = this.integrators.byLink()) {
			List<JsonNode> created = List.of(integrator.start(), integrator.start());
			RefusedWrites refused = new RefusedWrites(this.jdbc, "delivery",
					"new.request_id in ('%s', '%s')".formatted(id(created.get(0)), id(created.get(1))));
			List<String> jobs;
			try (refused) {
				created.forEach((request) -> takeSelfie(request.get("capture_url").asText()));
				jobs = created.stream()
					.map((request) -> this.failedJobs.useUpRetries(id(request),
							VerificationProcess.Elements.PUBLISH_RESULT))
					.map(Incident::getConfiguration)
					.toList();
			}

			assertThat(OperatorClient.administrator(this.web.baseUrl())
				.post("/engine-rest/job/retries", "{\"jobIds\":[\"" + String.join("\",\"", jobs) + "\"],\"retries\":1}")
				.getStatusCode()
				.value()).isEqualTo(200);

			created.forEach((request) -> assertEndsOnce(integrator, id(request), "true"));
		}
	}

	private void ruleCannotBeDecided(String step) {
		ruleCannotBeDecided(step, (name) -> Models.workflow(name, "rule(\"" + name + "\")"), (integrator, created) -> {
			takeSelfie(created.get("capture_url").asText());
			assertEndsOnce(integrator, id(created), "true");
		});
	}

	/** Of a user who is not registered, which is known once the rule is decided. */
	private void ruleOfVerificationCannotBeDecided(String step) {
		ruleCannotBeDecided(step,
				(name) -> WorkflowDrawing.verifying(name, Map.of("selfieRule", "rule(\"" + name + "\")")),
				(integrator,
						created) -> assertThat(assertEndsOnce(integrator, id(created), "false").get("reason").asText())
							.isEqualTo("not_registered"));
	}

	private void ruleCannotBeDecided(String step, UnaryOperator<String> model, BiConsumer<Integrator, JsonNode> end) {
		String name = "rule-" + UUID.randomUUID();
		OperatorClient operator = OperatorClient.administrator(this.web.baseUrl());
		assertThat(operator
			.post("/api/v1/rules?workspace=default",
					"{\"name\":\"" + name + "\",\"expression\":\"user.premium = \\\"yes\\\"\"}")
			.getStatusCode()
			.value()).isEqualTo(201);
		operator.deploy(name, model.apply(name), null);
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).workflow(name).start()) {
			JsonNode created = integrator.start();
			Incident incident = this.failedJobs.awaitIncident(id(created), step);
			assertThat(incident.getIncidentMessage()).contains("The rule 'user.premium = \"yes\"' cannot be decided");
			assertWaits(integrator, id(created));

			assertThat(operator
				.put("/api/v1/rules/" + name + "?workspace=default",
						"{\"expression\":\"request.channel = \\\"api\\\"\"}", "\"1\"")
				.getStatusCode()
				.value()).isEqualTo(200);
			retry(incident);

			end.accept(integrator, created);
		}
	}

	private void photoOfVerificationIsRefused(String step) {
		String user = "user-" + UUID.randomUUID();
		String name = "verify-" + UUID.randomUUID();
		OperatorClient.administrator(this.web.baseUrl()).deploy(name, WorkflowDrawing.verifying(name, Map.of()), null);
		try (Integrator registering = this.integrators.byLink();
				Integrator integrator = this.integrators.with(NotificationType.LINK).workflow(name).start()) {
			JsonNode registered = registering.start(Map.of("user_id", user));
			takeSelfie(registered.get("capture_url").asText());
			registering.awaitResult(id(registered));
			JsonNode created = integrator.start(Map.of("user_id", user));
			Incident refusedToBeNoted;
			RefusedWrites refused = refuse("photo", "new.request_id = '%s' and new.state = 'stored'", id(created));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				refusedToBeNoted = this.failedJobs.useUpRetries(id(created), step);
				assertWaits(integrator, id(created));
			}
			retry(refusedToBeNoted);

			assertThat(assertEndsOnce(integrator, id(created), "false").get("selfie_verified").asText())
				.isEqualTo("true");
		}
	}

	private void gatewayTakesNoLink(String step) throws Exception {
		StubMapping broken = breakGateway();
		try (Integrator integrator = byMessage()) {
			JsonNode created = startByMessage(integrator);
			Incident incident = this.failedJobs.useUpRetries(id(created), step);
			assertThat(incident.getIncidentMessage()).contains("The SMS gateway answered HTTP 500")
				.doesNotContain(this.phone);
			assertWaits(integrator, id(created));
			letTheLinkGrowOld(id(created));

			mend(broken);
			retry(incident);

			takeSelfie(awaitLink());
			assertEndsOnce(integrator, id(created), "true");
			assertThat(taken()).hasSize(1);
		}
		finally {
			mend(broken);
		}
	}

	private void gatewayTakesNoReminder(String step) throws Exception {
		StubMapping broken = null;
		try (Integrator integrator = byMessage()) {
			JsonNode created = startByMessage(integrator);
			String link = awaitLink();
			broken = breakGateway();
			letTimerBeDue(id(created), SelfieRegistrationElements.REMINDER_DUE);
			Incident incident = this.failedJobs.useUpRetries(id(created), step);
			assertThat(incident.getIncidentMessage()).contains("The SMS gateway answered HTTP 500");
			assertWaits(integrator, id(created));
			assertThat(new Person(link).look().getStatusCode().value()).as("the first link").isEqualTo(200);

			mend(broken);
			retry(incident);

			await().atMost(PATIENCE).until(() -> taken().size() == 2);
			await().atMost(PATIENCE).until(() -> this.failedJobs.jobs(id(created), step).isEmpty());
			takeSelfie(link);
			assertEndsOnce(integrator, id(created), "true");
			assertThat(taken()).hasSize(2);
		}
		finally {
			mend(broken);
		}
	}

	private void linkIsNotClosed(String step) {
		try (Integrator integrator = this.integrators.byLink()) {
			String id = id(integrator.start());
			Incident incident;
			RefusedWrites refused = refuse("module_run", "new.request_id = '%s' and new.decision = 'expired'", id);
			try (refused) {
				letTimerBeDue(id, SelfieRegistrationElements.CAPTURE_LINK_EXPIRED);
				incident = this.failedJobs.useUpRetries(id, step);
				assertThat(trace(incident)).contains(RefusedWrites.REASON);
				assertWaits(integrator, id);
			}

			retry(incident);

			assertThat(assertEndsOnce(integrator, id, "false").get("reason").asText()).isEqualTo("expired");
		}
	}

	private void photoIsLost(String step) {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			Incident refusedToBeNoted;
			RefusedWrites refused = refuse("photo", "new.request_id = '%s' and new.state = 'stored'", id(created));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				refusedToBeNoted = this.failedJobs.useUpRetries(id(created), step);
				assertThat(trace(refusedToBeNoted)).contains(RefusedWrites.REASON);
			}
			String key = this.jdbc.sql("select object_key from photo where request_id = cast(:id as uuid)")
				.param("id", id(created))
				.query(String.class)
				.single();
			byte[] sealed = this.objects.get(key);
			this.objects.delete(key);
			retry(refusedToBeNoted);
			Incident lost = this.failedJobs.awaitIncident(id(created), step);
			assertThat(trace(lost)).contains(ObjectStoreUnavailable.class.getName());
			assertWaits(integrator, id(created));

			this.objects.put(key, sealed);
			retry(lost, "object_store");

			assertEndsOnce(integrator, id(created), "true");
			assertThat(integrator.photo(id(created)).getStatusCode().value()).isEqualTo(200);
		}
	}

	private void resultIsRefused(String step) {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			Incident incident;
			RefusedWrites refused = refuse("delivery", "new.request_id = '%s'", id(created));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				incident = this.failedJobs.useUpRetries(id(created), step);
				assertThat(trace(incident)).contains(RefusedWrites.REASON);
				assertWaits(integrator, id(created));
			}

			retry(incident);

			assertEndsOnce(integrator, id(created), "true");
		}
	}

	private void searchIsRefused(String step) {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set(ApplicationSettingsFixture::flaggingDuplicates)
			.start()) {
			JsonNode created = integrator.start();
			Incident incident;
			RefusedWrites refused = refuse("duplicate_search", "new.request_id = '%s'", id(created));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				incident = this.failedJobs.useUpRetries(id(created), step);
				assertThat(trace(incident)).contains(RefusedWrites.REASON);
				assertThat(integrator.awaitWebhook(id(created)).get("selfie_registered").asText()).isEqualTo("true");
			}

			retry(incident);

			assertEndsOnce(integrator, id(created), "true");
			await().atMost(PATIENCE)
				.until(() -> this.jdbc.sql("select count(*) from duplicate_search where request_id = cast(:id as uuid)")
					.param("id", id(created))
					.query(Integer.class)
					.single() == 1);
		}
	}

	private void workflowWasRemoved(String step) {
		OperatorClient operator = OperatorClient.administrator(this.web.baseUrl());
		String workflow = "removed-" + UUID.randomUUID();
		operator.deploy(workflow, Models.workflow(workflow), null);
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.onboardingWorkflow("onboarding").verificationWorkflow(workflow))
			.start()) {
			JsonNode created = integrator
				.start(Map.of("user_id", "user-" + UUID.randomUUID(), "force_onboarding", true));
			remove(operator, workflow);
			takeSelfie(created.get("capture_url").asText());
			Incident incident = this.failedJobs.useUpRetries(id(created), step);
			assertThat(incident.getIncidentMessage()).contains("'" + workflow + "' is not deployed");
			JsonNode waiting = integrator.read(id(created));
			assertThat(waiting.get("status").asText()).isEqualTo("pending");
			assertThat(waiting.get("results")).as("of the first phase").hasSize(1);

			operator.deploy(workflow, Models.workflow(workflow), null);
			retry(incident);

			takeSelfie(created.get("capture_url").asText());
			awaitEnd(id(created));
			assertThat(integrator.read(id(created)).get("results"))
				.extracting((result) -> result.get("workflow").asText())
				.containsExactly("onboarding", "verification");
			await().atMost(PATIENCE).until(() -> integrator.webhooks(id(created)).size() == 2);
		}
	}

	private static void remove(OperatorClient operator, String workflow) {
		JsonNode definition = operator.get("/engine-rest/process-definition/key/" + workflow).getBody();
		assertThat(operator.delete("/engine-rest/deployment/" + definition.get("deploymentId").asText(), null)
			.getStatusCode()
			.value()).isEqualTo(204);
	}

	private void outcomeOfDeliveryIsRefused(String step) {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			String delivery;
			Incident incident;
			RefusedWrites refused = refuse("delivery_attempt",
					"new.delivery_id in (select id from delivery where request_id = '%s')", id(created));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				delivery = delivery(id(created), "result");
				incident = this.failedJobs.useUpRetries(delivery, step);
				assertThat(trace(incident)).contains(RefusedWrites.REASON);
				assertThat(integrator.awaitResult(id(created)).get("selfie_registered").asText()).isEqualTo("true");
				assertThat(state(delivery)).isEqualTo("pending");
			}

			retry(incident);

			awaitEnd(delivery);
			assertThat(state(delivery)).isEqualTo("delivered");
			assertThat(attempts(delivery)).isEqualTo(1);
			assertAlwaysTheSame(integrator, id(created), delivery);
		}
	}

	private void deadLetterCannotBeTold(String step) {
		WireMockServer address = new WireMockServer(
				WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
		address.start();
		address.stubFor(WireMock.post("/dead-letters").willReturn(WireMock.noContent()));
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.deadLetter(URI.create(address.url("/dead-letters"))))
			.start()) {
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.status(410)));
			JsonNode created = integrator.start();
			String delivery;
			Incident incident;
			RefusedWrites refused = refuse("delivery", "new.request_id = '%s' and new.kind = 'dead_letter'",
					id(created));
			try (refused) {
				takeSelfie(created.get("capture_url").asText());
				delivery = delivery(id(created), "result");
				incident = this.failedJobs.useUpRetries(delivery, step);
				assertThat(trace(incident)).contains(RefusedWrites.REASON);
				assertThat(integrator.awaitResult(id(created)).get("selfie_registered").asText()).isEqualTo("true");
			}

			retry(incident);

			this.failedJobs.awaitIncident(delivery, DeliverMessageElements.SEND_DEAD_LETTER);
			awaitEnd(delivery(id(created), "dead_letter"));
			assertThat(address.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/dead-letters")))).singleElement()
				.satisfies((told) -> assertThat(told.getBodyAsString()).contains(delivery));
		}
		finally {
			address.stop();
		}
	}

	private void receiverTakesNothing(String step) {
		try (Integrator integrator = this.integrators.byLink()) {
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.serverError()));
			JsonNode created = integrator.start();
			takeSelfie(created.get("capture_url").asText());
			String delivery = delivery(id(created), "result");
			Incident incident = useUpSchedule(delivery, step);
			assertThat(incident.getIncidentMessage()).contains(delivery, "the receiver answered 500");
			assertThat(integrator.awaitResult(id(created)).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(state(delivery)).isEqualTo("dead");

			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.noContent()));
			retry(incident);

			awaitEnd(delivery);
			assertThat(state(delivery)).isEqualTo("delivered");
			assertAlwaysTheSame(integrator, id(created), delivery);
		}
	}

	private void renewedTemplateIsRefused(String step) {
		OperatorClient operator = OperatorClient.administrator(this.web.baseUrl());
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			takeSelfie(created.get("capture_url").asText());
			awaitEnd(id(created));
			this.jdbc.sql("update facial_template set model = 'dlib-resnet-128/1' where request_id = cast(:id as uuid)")
				.param("id", id(created))
				.update();
			String renewal;
			Incident incident;
			RefusedWrites refused = refuse("facial_template", "new.request_id = '%s'", id(created));
			try (refused) {
				renewal = operator.post("/api/v1/template-renewals", "").getBody().get("renewal_id").asText();
				incident = this.failedJobs.useUpRetries(renewal, step);
				assertThat(trace(incident)).contains(RefusedWrites.REASON);
				assertThat(incident.getTenantId()).isEqualTo("default");
			}

			retryJob(incident);

			awaitEnd(renewal);
			JsonNode progress = operator.get("/api/v1/template-renewals/" + renewal).getBody();
			assertThat(progress.get("state").asText()).isEqualTo("completed");
			assertThat(progress.get("left").asInt()).isZero();
		}
	}

	private RefusedWrites refuse(String table, String condition, String request) {
		return new RefusedWrites(this.jdbc, table, condition.formatted(request));
	}

	private Integrator byMessage() {
		return this.integrators.with(NotificationType.SMS).reminder(Duration.ofMinutes(5)).start();
	}

	private JsonNode startByMessage(Integrator integrator) {
		return integrator.start(Map.of("user_id", "user-" + UUID.randomUUID(), "phone", this.phone));
	}

	/** For messages to our phone alone. */
	private StubMapping breakGateway() {
		return this.smsGateway.stubFor(WireMock.post("/messages")
			.withRequestBody(WireMock.containing(this.phone.substring(1)))
			.atPriority(1)
			.willReturn(WireMock.serverError()));
	}

	private void mend(StubMapping broken) {
		if (broken != null) {
			this.smsGateway.removeStub(broken);
		}
	}

	/** Messages to our phone that the gateway took. */
	private List<LoggedRequest> taken() {
		return this.smsGateway.getAllServeEvents()
			.stream()
			.filter((event) -> event.getResponse().getStatus() == 200)
			.map((event) -> LoggedRequest.createFrom(event.getRequest()))
			.filter((message) -> message.getBodyAsString().contains(this.phone.substring(1)))
			.toList();
	}

	private String awaitLink() throws Exception {
		LoggedRequest message = await().atMost(PATIENCE).until(this::taken, (messages) -> !messages.isEmpty()).get(0);
		Matcher link = Pattern.compile("https?://\\S+")
			.matcher(this.json.readTree(message.getBodyAsString()).get("text").asText());
		assertThat(link.find()).isTrue();
		return link.group();
	}

	/** As if the incident had waited for longer than the link can be opened. */
	private void letTheLinkGrowOld(String request) {
		assertThat(this.jdbc.sql("""
				update capture_window set open_before = now() - interval '1 hour'
				where request_id = cast(:id as uuid)
				""").param("id", request).update()).isEqualTo(1);
	}

	private void takeSelfie(String link) {
		Person person = new Person(link);
		await().atMost(PATIENCE).until(() -> person.open().getStatusCode().is2xxSuccessful());
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
	}

	private void letTimerBeDue(String request, String event) {
		Job timer = await().atMost(PATIENCE)
			.until(() -> this.failedJobs.jobs(request, event), (timers) -> timers.size() == 1)
			.get(0);
		this.management.setJobDuedate(timer.getId(), new Date());
	}

	/** Lets the job executor make the attempts of the whole schedule now. */
	private Incident useUpSchedule(String delivery, String step) {
		return await().atMost(PATIENCE).ignoreExceptions().until(() -> {
			Date now = new Date();
			this.failedJobs.jobs(delivery, DeliverMessageElements.NEXT_ATTEMPT_DUE)
				.stream()
				.filter((timer) -> timer.getDuedate().after(now))
				.forEach((timer) -> this.management.setJobDuedate(timer.getId(), now));
			return this.failedJobs.incidents(delivery, step);
		}, (found) -> found.size() == 1).get(0);
	}

	/** What Cockpit shows behind the message of an incident. */
	private String trace(Incident incident) {
		return this.management.getJobExceptionStacktrace(incident.getConfiguration());
	}

	private void retry(Incident incident) {
		retry(incident, CAUSES.get(incident.getActivityId()));
	}

	private void retry(Incident incident, String cause) {
		assertExplainedInCockpit(incident, cause);
		retryJob(incident);
	}

	private void retryJob(Incident incident) {
		assertThat(OperatorClient.administrator(this.web.baseUrl())
			.put("/engine-rest/job/" + incident.getConfiguration() + "/retries", "{\"retries\":1}", null)
			.getStatusCode()
			.value()).isEqualTo(204);
	}

	/** Operators read in words what is at fault, and nothing of the person. */
	private void assertExplainedInCockpit(Incident incident, String cause) {
		JsonNode timeline = this.cockpit.read("/process-instances/" + incident.getProcessInstanceId());
		assertThat(timeline.get("events")).filteredOn((event) -> "incident".equals(event.get("kind").asText()))
			.singleElement()
			.satisfies((event) -> {
				JsonNode detail = event.get("detail");
				assertThat(detail.get("cause").asText()).isEqualTo(cause);
				assertThat(detail.get("step").asText()).isNotEqualTo(incident.getActivityId()).isNotBlank();
				assertThat(detail.get("message").asText()).isNotBlank()
					.doesNotContain(this.phone, "\tat ", "Exception", "ENGINE-");
			});
		JsonNode registration = timeline.get("registration");
		assertThat(registration.get("stuck_beside").asBoolean()
				|| registration.get("phases").findValuesAsText("stuck").contains("true"))
			.isTrue();
		assertThat(this.cockpit.read("/requests?outcome=stuck").get("registrations").findValuesAsText("request_id"))
			.contains(registration.get("request_id").asText());
	}

	/** Nothing is told that is not decided, and nothing is lost. */
	private void assertWaits(Integrator integrator, String request) {
		assertThat(integrator.read(request).get("status").asText()).isEqualTo("pending");
		assertThat(integrator.webhooks(request)).isEmpty();
	}

	private JsonNode assertEndsOnce(Integrator integrator, String request, String registered) {
		JsonNode result = integrator.awaitResult(request);
		assertThat(result.get("selfie_registered").asText()).isEqualTo(registered);
		assertThat(integrator.awaitWebhook(request)).isEqualTo(result);
		awaitEnd(request);
		String delivery = delivery(request, "result");
		awaitEnd(delivery);
		assertThat(integrator.webhooks(request)).singleElement()
			.satisfies((webhook) -> assertThat(webhook.getHeader("webhook-id")).isEqualTo(delivery));
		return result;
	}

	private void assertAlwaysTheSame(Integrator integrator, String request, String delivery) {
		List<LoggedRequest> webhooks = integrator.webhooks(request);
		assertThat(webhooks).hasSizeGreaterThan(1);
		assertThat(webhooks).extracting((webhook) -> webhook.getHeader("webhook-id")).containsOnly(delivery);
		assertThat(webhooks).extracting(LoggedRequest::getBodyAsString).containsOnly(webhooks.get(0).getBodyAsString());
		assertThat(integrator.awaitWebhook(request)).isEqualTo(integrator.awaitResult(request));
	}

	private void awaitEnd(String businessKey) {
		await().atMost(PATIENCE).until(() -> this.failedJobs.instances(businessKey).isEmpty());
	}

	private String delivery(String request, String kind) {
		return await().atMost(PATIENCE)
			.until(() -> this.jdbc
				.sql("select id from delivery where request_id = cast(:request as uuid) and kind = :kind")
				.param("request", request)
				.param("kind", kind)
				.query(String.class)
				.list(), (found) -> found.size() == 1)
			.get(0);
	}

	private String state(String delivery) {
		return this.jdbc.sql("select state from delivery where id = :id")
			.param("id", delivery)
			.query(String.class)
			.single();
	}

	private int attempts(String delivery) {
		return this.jdbc.sql("select count(*) from delivery_attempt where delivery_id = :id")
			.param("id", delivery)
			.query(Integer.class)
			.single();
	}

	private static String id(JsonNode created) {
		return created.get("request_id").asText();
	}

	private interface Provoker {

		void provoke(String step) throws Exception;

	}

}
