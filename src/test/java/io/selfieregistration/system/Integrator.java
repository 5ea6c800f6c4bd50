package io.selfieregistration.system;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;

import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.system.SystemFixtures.Installation;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An integrator as it is in the field: calls the API with its own credentials and
 * receives webhooks, whose signature it checks with the library of Standard Webhooks.
 */
public final class Integrator implements AutoCloseable {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final String applicationId;

	private final String secret;

	private final String webhookSecret;

	private final WireMockServer receiver;

	private final URI baseUrl;

	private final RestClient client;

	private Integrator(String applicationId, String secret, String webhookSecret, WireMockServer receiver,
			URI baseUrl) {
		this.applicationId = applicationId;
		this.secret = secret;
		this.webhookSecret = webhookSecret;
		this.receiver = receiver;
		this.baseUrl = baseUrl;
		this.client = CallerClient.builder()
			.baseUrl(baseUrl.toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(applicationId, secret))
			.build();
	}

	public String applicationId() {
		return this.applicationId;
	}

	/** Of the service. */
	public URI baseUrl() {
		return this.baseUrl;
	}

	/** {@code app_id:app_secret} */
	public String credentials() {
		return this.applicationId + ":" + this.secret;
	}

	/** Signs a message again, as the library for receivers does. */
	static String sign(String secret, LoggedRequest message) {
		try {
			return new Webhook(secret).sign(message.getHeader("webhook-id"),
					Long.parseLong(message.getHeader("webhook-timestamp")), message.getBodyAsString());
		}
		catch (Exception ex) {
			throw new AssertionError("The library does not sign", ex);
		}
	}

	public String webhookSecret() {
		return this.webhookSecret;
	}

	/** The server that receives the webhooks; answers 204 unless it is told otherwise. */
	public WireMockServer receiver() {
		return this.receiver;
	}

	/** Calls the API as this integrator, whatever it answers. */
	public RestClient client() {
		return this.client;
	}

	/** Starts a request and expects it to be taken. */
	public JsonNode start(Map<String, ?> body) {
		ResponseEntity<JsonNode> answer = this.client.post()
			.uri("/api/v1/requests")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(JsonNode.class);
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(202);
		Secrets.remember(answer.getBody().get("auth_req_id").asText());
		body.forEach((name, value) -> {
			if (value instanceof String text && text.length() >= 8 && !name.equals("workflow")) {
				Secrets.remember(text);
			}
		});
		return answer.getBody();
	}

	/** Starts a request for a new user. */
	public JsonNode start() {
		return start(Map.of("user_id", "user-" + UUID.randomUUID()));
	}

	public JsonNode read(String requestId) {
		return this.client.get().uri("/api/v1/requests/{id}", requestId).retrieve().body(JsonNode.class);
	}

	/** Polls until there is a result. */
	public JsonNode awaitResult(String requestId) {
		return await().atMost(PATIENCE)
			.until(() -> read(requestId), (answer) -> "completed".equals(answer.path("status").asText()))
			.get("result");
	}

	public ResponseEntity<byte[]> photo(String requestId) {
		return this.client.get().uri("/api/v1/requests/{id}/photo", requestId).retrieve().toEntity(byte[].class);
	}

	/**
	 * Waits for the webhook of a request, and checks the signatures of all attempts made
	 * so far.
	 */
	public JsonNode awaitWebhook(String requestId) {
		List<LoggedRequest> received = await().atMost(PATIENCE)
			.until(() -> webhooks(requestId), (webhooks) -> !webhooks.isEmpty());
		received.forEach(this::verify);
		return json(received.get(0));
	}

	/** All attempts to deliver the result of a request. */
	public List<LoggedRequest> webhooks(String requestId) {
		return this.receiver.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/results")))
			.stream()
			.filter((request) -> json(request).path("request_id").asText().equals(requestId))
			.toList();
	}

	private void verify(LoggedRequest received) {
		HashMap<String, List<String>> headers = new HashMap<>();
		received.getHeaders().all().forEach((header) -> headers.put(header.key(), header.values()));
		try {
			new Webhook(this.webhookSecret).verify(received.getBodyAsString(),
					java.net.http.HttpHeaders.of(headers, (name, value) -> true));
		}
		catch (Exception ex) {
			throw new AssertionError("The signature of the webhook is wrong", ex);
		}
	}

	private static JsonNode json(LoggedRequest received) {
		try {
			return JSON.readTree(received.getBodyAsString());
		}
		catch (java.io.IOException ex) {
			throw new AssertionError("The webhook is not JSON", ex);
		}
	}

	@Override
	public void close() {
		this.receiver.stop();
	}

	/** An integrator to be. */
	public static final class Setup {

		private final Installation installation;

		private final URI baseUrl;

		private boolean redirectsBack;

		private final List<UnaryOperator<ApplicationSettingsFixture>> changes = new ArrayList<>();

		private ResultNotificationWay way = ResultNotificationWay.PUSH;

		Setup(Installation installation, URI baseUrl) {
			this.installation = installation;
			this.baseUrl = baseUrl;
		}

		/** Makes the application differ from the usual one. */
		public Setup set(UnaryOperator<ApplicationSettingsFixture> change) {
			this.changes.add(change);
			return this;
		}

		public Setup notification(NotificationType notification) {
			return set((settings) -> settings.notificationType(notification));
		}

		public Setup linkExpiry(Duration linkExpiry) {
			return set((settings) -> settings.linkExpiry(linkExpiry));
		}

		public Setup session(Duration session) {
			return set((settings) -> settings.sessionLength(session));
		}

		public Setup reminder(Duration reminder) {
			return set((settings) -> settings.reminder(reminder));
		}

		public Setup maximumAttempts(int maximumAttempts) {
			return set((settings) -> settings.maximumAttempts(maximumAttempts));
		}

		/** Pings instead of pushing. */
		public Setup pinged() {
			this.way = ResultNotificationWay.PING;
			return this;
		}

		public Setup workflow(String workflow) {
			return set((settings) -> settings.verificationWorkflow(workflow));
		}

		/** People come back to the page {@code /back?order=7} of the receiver. */
		Setup redirectingBack() {
			this.redirectsBack = true;
			return this;
		}

		private ApplicationSettings settings(WireMockServer receiver) {
			ApplicationSettingsFixture settings = ApplicationSettingsFixture.named("Test Bank")
				.notificationType(NotificationType.LINK)
				.linkExpiry(Duration.ofMinutes(10))
				.sessionLength(Duration.ofMinutes(10))
				.resultNotification(this.way, URI.create("http://127.0.0.1:" + receiver.port() + "/results"));
			if (this.redirectsBack) {
				receiver.stubFor(WireMock.get(WireMock.urlPathEqualTo("/back"))
					.willReturn(WireMock.okForContentType("text/html", "<h1>Back in the shop</h1>")));
				settings.resultNotification(ResultNotificationWay.REDIRECT, null)
					.redirectUrls(URI.create(receiver.url("/back?order=7")));
			}
			this.changes.forEach((change) -> change.apply(settings));
			return settings.build();
		}

		/** Saves the application and starts the receiver of its webhooks. */
		public Integrator start() {
			WireMockServer receiver = new WireMockServer(
					WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
			receiver.start();
			receiver.stubFor(WireMock.post("/results").willReturn(WireMock.noContent()));
			String id = "app-" + UUID.randomUUID();
			ApplicationSecret secret = ApplicationSecret.generate();
			byte[] key = new byte[32];
			new SecureRandom().nextBytes(key);
			String webhookSecret = "whsec_" + Base64.getEncoder().encodeToString(key);
			this.installation.put(id, settings(receiver), secret, webhookSecret);
			return new Integrator(id, Secrets.remember(secret.value()), Secrets.remember(webhookSecret), receiver,
					this.baseUrl);
		}

	}

}
