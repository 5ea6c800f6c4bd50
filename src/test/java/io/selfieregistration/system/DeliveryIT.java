package io.selfieregistration.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import jakarta.mail.internet.MimeMessage;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.publishing.DeliveryStore;
import io.selfieregistration.publishing.WebhookAnswer;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/** What operators see of deliveries and do about them, on the real job executor. */
@SystemTest
class DeliveryIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Autowired
	private Integrators integrators;

	@Autowired
	private Applications applications;

	@Autowired
	private DeliveryStore store;

	@Autowired
	private IdentityService identity;

	@Autowired
	private AuthorizationService authorizations;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private WebSettings web;

	private OperatorClient operator;

	@BeforeEach
	void operator() {
		this.operator = OperatorClient.of(this.identity, this.web.baseUrl(), "default");
	}

	@Test
	void showsEveryAttemptOfDeliveryAndSendsItAgain() {
		try (Integrator integrator = this.integrators.byLink()) {
			// given
			String request = cancelled(integrator);
			String id = delivery(request).get("delivery_id").asText();
			JsonNode delivery = await().atMost(PATIENCE)
				.until(() -> read(id), (answer) -> answer.get("state").asText().equals("delivered"));

			// then
			assertThat(delivery.get("kind").asText()).isEqualTo("result");
			assertThat(delivery.get("application_id").asText()).isEqualTo(integrator.applicationId());
			assertThat(delivery.get("request_id").asText()).isEqualTo(request);
			assertThat(delivery.get("workflow").asText()).isEqualTo("verification");
			assertThat(delivery.hasNonNull("delivered_at")).isTrue();
			assertThat(delivery.get("attempts")).hasSize(1);
			JsonNode attempt = delivery.get("attempts").get(0);
			assertThat(attempt.get("status").asInt()).isEqualTo(204);
			assertThat(attempt.hasNonNull("at")).isTrue();
			assertThat(attempt.get("latency_ms").asLong()).isNotNegative();
			assertThat(attempt.has("next_attempt_at")).isFalse();

			// and when
			ResponseEntity<JsonNode> again = this.operator.post("/api/v1/deliveries/" + id + "/redeliver", null);

			// then
			assertThat(again.getStatusCode().value()).isEqualTo(202);
			assertThat(again.getBody().get("state").asText()).isEqualTo("pending");
			await().atMost(PATIENCE)
				.until(() -> read(id), (answer) -> answer.get("state").asText().equals("delivered"));
			List<LoggedRequest> received = integrator.webhooks(request);
			assertThat(received).hasSize(2).allSatisfy((webhook) -> {
				assertThat(webhook.getHeader("webhook-id")).isEqualTo(id);
				assertThat(webhook.getBody()).isEqualTo(received.get(0).getBody());
				verify(integrator, webhook);
			});
		}
	}

	@Test
	void staysDeliveredWhenAttemptThatBeganBeforeFails() {
		try (Integrator integrator = this.integrators.byLink()) {
			String id = delivery(cancelled(integrator)).get("delivery_id").asText();
			JsonNode taken = await().atMost(PATIENCE)
				.until(() -> read(id), (answer) -> answer.get("state").asText().equals("delivered"));

			this.store.addAttempt(id, Instant.now(), new WebhookAnswer(503, null, Duration.ofSeconds(1), null),
					State.PENDING, Instant.now().plusSeconds(60));

			JsonNode delivery = read(id);
			assertThat(delivery.get("state").asText()).isEqualTo("delivered");
			assertThat(delivery.get("delivered_at")).isEqualTo(taken.get("delivered_at"));
			assertThat(delivery.has("next_attempt_at")).isFalse();
			assertThat(delivery.get("attempts")).hasSize(2);
		}
	}

	@Test
	void listsDeliveriesPageByPageNewestFirst() {
		try (Integrator integrator = this.integrators.byLink()) {
			List<String> requests = List.of(cancelled(integrator), cancelled(integrator), cancelled(integrator));
			requests.forEach(this::delivery);

			String all = "/api/v1/deliveries?application_id=" + integrator.applicationId();
			JsonNode first = get(all + "&limit=2");
			JsonNode second = get(all + "&limit=2&after=" + first.get("next").asText());

			assertThat(first.get("deliveries")).hasSize(2);
			assertThat(second.get("deliveries")).hasSize(1);
			assertThat(second.has("next")).isFalse();
			List<String> ids = new ArrayList<>();
			first.get("deliveries").forEach((delivery) -> ids.add(delivery.get("delivery_id").asText()));
			second.get("deliveries").forEach((delivery) -> ids.add(delivery.get("delivery_id").asText()));
			assertThat(ids).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
			assertThat(get(all + "&request_id=" + requests.get(1)).get("deliveries")).hasSize(1);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(get(all + "&state=delivered").get("deliveries")).hasSize(3));
			assertThat(get(all + "&state=dead").get("deliveries")).isEmpty();
			assertThat(this.operator.get("/api/v1/deliveries?state=lost").getStatusCode().value()).isEqualTo(400);
			assertThat(this.operator.get("/api/v1/deliveries?limit=0").getStatusCode().value()).isEqualTo(400);
		}
	}

	@Test
	void tellsAnOperatorOfAnotherWorkspaceNothing() {
		OperatorClient other = OperatorClient.of(this.identity, this.web.baseUrl(),
				OperatorClient.workspace(this.identity));
		try (Integrator integrator = this.integrators.byLink()) {
			String id = delivery(cancelled(integrator)).get("delivery_id").asText();
			ResponseEntity<JsonNode> unknown = other.get("/api/v1/deliveries/msg_unknown");

			for (ResponseEntity<JsonNode> answer : List.of(other.get("/api/v1/deliveries/" + id),
					other.post("/api/v1/deliveries/" + id + "/redeliver", null))) {
				assertThat(answer.getStatusCode().value()).isEqualTo(404);
				assertThat(answer.getBody().get("code").asText()).isEqualTo("delivery_unknown");
				assertThat(answer.getBody().get("detail")).isEqualTo(unknown.getBody().get("detail"));
			}
			assertThat(other.get("/api/v1/deliveries").getStatusCode().value()).isEqualTo(404);
			assertThat(other.get("/api/v1/deliveries?workspace=default").getStatusCode().value()).isEqualTo(404);
			assertThat(other.post("/api/v1/applications/" + integrator.applicationId() + "/test-event", null)
				.getStatusCode()
				.value()).isEqualTo(404);
			assertThat(integrator.client()
				.get()
				.uri("/api/v1/deliveries")
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value()).as("an application is no operator").isEqualTo(401);
		}
	}

	@Test
	void sendsTestEventAtOnce() {
		try (Integrator integrator = this.integrators.byLink()) {
			String path = "/api/v1/applications/" + integrator.applicationId() + "/test-event";

			JsonNode taken = this.operator.post(path, null).getBody();
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.serverError()));
			JsonNode refused = this.operator.post(path, null).getBody();

			assertThat(taken.get("status").asInt()).isEqualTo(204);
			assertThat(refused.get("status").asInt()).isEqualTo(500);
			List<LoggedRequest> received = integrator.receiver()
				.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/results")));
			assertThat(received).hasSize(2).allSatisfy((webhook) -> {
				assertThat(webhook.getBodyAsString()).startsWith("{\"type\":\"test\",\"timestamp\":\"")
					.contains("\"application_id\":\"" + integrator.applicationId() + "\"");
				verify(integrator, webhook);
			});
		}
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.resultNotification(ResultNotificationWay.POLL, null))
			.start()) {
			ResponseEntity<JsonNode> answer = this.operator
				.post("/api/v1/applications/" + integrator.applicationId() + "/test-event", null);

			assertThat(answer.getStatusCode().value()).isEqualTo(409);
			assertThat(answer.getBody().get("code").asText()).isEqualTo("notification_url_missing");
		}
	}

	@Test
	void tellsOfDeadLetterByMailAndLetsWorkThroughTheList() throws Exception {
		String mailbox = "ops-" + UUID.randomUUID() + "@bank.example";
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.deadLetter(URI.create("mailto:" + mailbox)))
			.start()) {
			// given
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.status(410)));

			// when
			String request = cancelled(integrator);

			// then
			MimeMessage mail = await().atMost(PATIENCE)
				.until(() -> Arrays.stream(SystemContext.mail().getReceivedMessagesForDomain(mailbox))
					.findFirst()
					.orElse(null), (found) -> found != null);
			String id = delivery(request).get("delivery_id").asText();
			assertThat(mail.getSubject()).isEqualTo("A message could not be delivered");
			assertThat((String) mail.getContent()).contains("\"delivery_id\":\"" + id + "\"", "\"last_status\":410");
			assertThat(this.applications.get(integrator.applicationId()).endpointDisabled()).isTrue();
			JsonNode list = get("/api/v1/deliveries?state=dead&application_id=" + integrator.applicationId());
			assertThat(list.get("deliveries")).singleElement()
				.satisfies((dead) -> assertThat(dead.get("delivery_id").asText()).isEqualTo(id));

			// and when
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.noContent()));
			await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(this.operator.post("/api/v1/deliveries/" + id + "/redeliver", null).getStatusCode().value())
					.isEqualTo(202);
				assertThat(read(id).get("state").asText()).isEqualTo("delivered");
			});

			// then
			assertThat(this.applications.get(integrator.applicationId()).endpointDisabled()).isFalse();
			assertThat(integrator.webhooks(request)).extracting((webhook) -> webhook.getHeader("webhook-id"))
				.containsOnly(id);
		}
	}

	@Test
	void tellsOfDeadLetterBySignedEvent() {
		try (Integrator operations = this.integrators.byLink()) {
			URI address = URI.create("http://127.0.0.1:" + operations.receiver().port() + "/dead");
			operations.receiver().stubFor(WireMock.post("/dead").willReturn(WireMock.noContent()));
			try (Integrator integrator = this.integrators.with(NotificationType.LINK)
				.set((settings) -> settings.deadLetter(address))
				.start()) {
				// given
				integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.status(410)));

				// when
				String request = cancelled(integrator);

				// then
				LoggedRequest event = await().atMost(PATIENCE)
					.until(() -> operations.receiver().findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/dead"))),
							(received) -> !received.isEmpty())
					.get(0);
				verify(integrator, event);
				String dead = deliveries(request, "result").get(0).get("delivery_id").asText();
				assertThat(event.getBodyAsString()).startsWith("{\"type\":\"delivery.dead\"")
					.contains("\"delivery_id\":\"" + dead + "\"", "\"request_id\":\"" + request + "\"");
				await().atMost(PATIENCE)
					.untilAsserted(
							() -> assertThat(deliveries(request, "dead_letter")).singleElement().satisfies((report) -> {
								assertThat(report.get("about").asText()).isEqualTo(dead);
								assertThat(report.get("state").asText()).isEqualTo("delivered");
							}));
			}
		}
	}

	@Test
	void letsTestEventEnableReceiverThatIsBack() {
		try (Integrator integrator = this.integrators.byLink()) {
			String path = "/api/v1/applications/" + integrator.applicationId() + "/test-event";
			this.applications.disableEndpoint(this.applications.get(integrator.applicationId()), "test");
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.serverError()));

			this.operator.post(path, null);
			assertThat(this.applications.get(integrator.applicationId()).endpointDisabled()).isTrue();

			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.noContent()));
			this.operator.post(path, null);
			assertThat(this.applications.get(integrator.applicationId()).endpointDisabled()).isFalse();
		}
	}

	@Test
	void tellsOfRequestWhoseInstanceSomebodyDeletesWhoMayStartNone() {
		try (Integrator integrator = this.integrators.byLink()) {
			// given
			Authorization grant = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
			grant.setUserId(this.operator.user());
			grant.setResource(Resources.PROCESS_INSTANCE);
			grant.setResourceId("*");
			grant.setPermissions(new Permission[] { Permissions.READ, Permissions.DELETE });
			this.authorizations.saveAuthorization(grant);
			String request = integrator.start().get("request_id").asText();
			String query = "/engine-rest/process-instance?processDefinitionKey=verification&maxResults=2&businessKey="
					+ request;

			// when
			await().atMost(PATIENCE).until(() -> {
				get(query).forEach((instance) -> this.operator
					.delete("/engine-rest/process-instance/" + instance.get("id").asText(), null));
				return get(query).isEmpty();
			});

			// then
			assertThat(integrator.awaitWebhook(request).get("reason").asText()).isEqualTo("cancelled");
		}
	}

	@Test
	void keepsReceiverThatNeverAnswersFromDelayingAnother() throws Exception {
		int slowDeliveries = 12;
		try (SilentReceiver silent = new SilentReceiver();
				Integrator slow = this.integrators.with(NotificationType.LINK)
					.set((settings) -> settings.resultNotification(ResultNotificationWay.PUSH, silent.url()))
					.start();
				Integrator quick = this.integrators.byLink()) {
			// given
			for (int count = 0; count < slowDeliveries; count++) {
				cancelled(slow);
			}
			await().atMost(PATIENCE).until(() -> silent.held() == 2);

			// when
			String request = cancelled(quick);

			// then
			quick.awaitWebhook(request);
			assertThat(finishedAttempts(slow)).as("a queue behind them would have let more of them end first")
				.isLessThan(slowDeliveries / 2);
			assertThat(silent.mostHeld()).as("at one time").isEqualTo(2);

			// and when
			silent.answer();

			// then
			await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> {
				get("/api/v1/deliveries?state=pending&application_id=" + slow.applicationId()).get("deliveries")
					.forEach((delivery) -> this.operator
						.post("/api/v1/deliveries/" + delivery.get("delivery_id").asText() + "/redeliver", null));
				assertThat(get("/api/v1/deliveries?state=delivered&application_id=" + slow.applicationId())
					.get("deliveries")).as("nothing is lost").hasSize(slowDeliveries);
			});
		}
	}

	private int finishedAttempts(Integrator integrator) {
		return this.jdbc.sql("""
				select count(*) from delivery_attempt a join delivery d on d.id = a.delivery_id
				where d.application_id = :application
				""").param("application", integrator.applicationId()).query(Integer.class).single();
	}

	/** The quickest way to a result. */
	private static String cancelled(Integrator integrator) {
		String request = integrator.start().get("request_id").asText();
		assertThat(integrator.client()
			.post()
			.uri("/api/v1/requests/{id}/cancel", request)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode()
			.value()).isEqualTo(200);
		return request;
	}

	private JsonNode delivery(String request) {
		return await().atMost(PATIENCE)
			.until(() -> deliveries(request, "result"), (deliveries) -> deliveries.size() == 1)
			.get(0);
	}

	private List<JsonNode> deliveries(String request, String kind) {
		List<JsonNode> found = new ArrayList<>();
		get("/api/v1/deliveries?request_id=" + request).get("deliveries").forEach((delivery) -> {
			if (delivery.get("kind").asText().equals(kind)) {
				found.add(delivery);
			}
		});
		return found;
	}

	private JsonNode read(String id) {
		return get("/api/v1/deliveries/" + id);
	}

	private JsonNode get(String path) {
		ResponseEntity<JsonNode> answer = this.operator.get(path);
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(200);
		return answer.getBody();
	}

	private static void verify(Integrator integrator, LoggedRequest received) {
		HashMap<String, List<String>> headers = new HashMap<>();
		received.getHeaders().all().forEach((header) -> headers.put(header.key(), header.values()));
		assertThatCode(() -> new Webhook(integrator.webhookSecret()).verify(received.getBodyAsString(),
				java.net.http.HttpHeaders.of(headers, (name, value) -> true)))
			.doesNotThrowAnyException();
	}

	/** Takes connections, and says nothing on them until it is told to. */
	private static final class SilentReceiver implements AutoCloseable {

		private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
			.getBytes(StandardCharsets.US_ASCII);

		private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

		private final ExecutorService threads = Executors.newCachedThreadPool();

		private final CountDownLatch speaks = new CountDownLatch(1);

		private final AtomicInteger held = new AtomicInteger();

		private final AtomicInteger mostHeld = new AtomicInteger();

		private SilentReceiver() throws IOException {
			this.threads.submit(() -> {
				while (true) {
					Socket client = this.server.accept();
					this.threads.submit(() -> hold(client));
				}
			});
		}

		private Void hold(Socket client) throws Exception {
			this.mostHeld.accumulateAndGet(this.held.incrementAndGet(), Math::max);
			try (client) {
				this.threads.submit(() -> answerLater(client));
				// Ends when the caller hangs up.
				client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
			}
			finally {
				this.held.decrementAndGet();
			}
			return null;
		}

		private Void answerLater(Socket client) throws Exception {
			this.speaks.await();
			client.getOutputStream().write(ANSWER);
			client.getOutputStream().flush();
			client.shutdownOutput();
			return null;
		}

		URI url() {
			return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + "/results");
		}

		int held() {
			return this.held.get();
		}

		int mostHeld() {
			return this.mostHeld.get();
		}

		void answer() {
			this.speaks.countDown();
		}

		@Override
		public void close() throws IOException {
			this.threads.shutdownNow();
			this.server.close();
		}

	}

}
