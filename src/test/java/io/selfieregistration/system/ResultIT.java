package io.selfieregistration.system;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.AesKey;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResponseType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.face.Damage;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/**
 * Every way in which an integrator learns a result, from the person's selfie to its
 * proof.
 */
@SystemTest
class ResultIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final ObjectMapper JSON = new ObjectMapper();

	@Autowired
	private Integrators integrators;

	@Autowired
	private Applications applications;

	@Autowired
	private WebSettings web;

	@Test
	void isPolledInTheWordsOfCiba() {
		try (Integrator integrator = polling(ResponseType.PLAINTEXT)) {
			// given
			JsonNode created = integrator.start();

			// then
			assertProblem(poll(integrator, created), "authorization_pending");
			assertProblem(poll(integrator, created), "slow_down");

			// and when
			register(created);

			// then
			JsonNode result = integrator.awaitResult(created.get("request_id").asText());
			for (int times = 0; times < 2; times++) {
				ResponseEntity<byte[]> answer = poll(integrator, created);
				assertThat(answer.getStatusCode().value()).isEqualTo(200);
				assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
				assertThat(json(answer)).isEqualTo(result);
			}
		}
	}

	@Test
	void tellsWhatCouldBeBetterInTheRegisteredPhoto() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode covered = integrator.start();
			register(covered, Portrait.asJpeg(Damage.handOverFace(3), 0.95f));
			JsonNode good = integrator.start();
			register(good);

			JsonNode result = integrator.awaitResult(covered.get("request_id").asText());
			assertThat(result.path("selfie_registered").asText()).isEqualTo("true");
			assertThat(result.path("selfie_hints").asText()).isEqualTo("face_covered");
			assertThat(integrator.awaitWebhook(covered.get("request_id").asText())).isEqualTo(result);
			assertThat(integrator.awaitResult(good.get("request_id").asText()).has("selfie_hints")).isFalse();
		}
	}

	@Test
	void tellsOfRefusalAndOfLostTimeAsProblemsWithTheResult() {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.linkExpiry(Duration.ofSeconds(1))
			.start()) {
			JsonNode late = integrator.start();
			JsonNode cancelled = integrator.start();
			assertThat(integrator.client()
				.post()
				.uri("/api/v1/requests/{id}/cancel", cancelled.get("request_id").asText())
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value()).isEqualTo(200);
			integrator.awaitResult(cancelled.get("request_id").asText());
			integrator.awaitResult(late.get("request_id").asText());

			assertThat(assertProblem(poll(integrator, cancelled), "access_denied").at("/result/reason").asText())
				.isEqualTo("cancelled");
			assertThat(assertProblem(poll(integrator, late), "expired_token").at("/result/reason").asText())
				.isEqualTo("expired");
		}
	}

	@Test
	void tellsNobodyTheResultOfAnotherApplication() {
		try (Integrator integrator = this.integrators.byLink(); Integrator other = this.integrators.byLink()) {
			JsonNode created = integrator.start();

			assertProblem(poll(other, created), "invalid_grant");
			assertProblem(poll(integrator, JSON.createObjectNode().put("auth_req_id", "unknown")), "invalid_grant");
			int anonymous = RestClient.create(this.web.baseUrl().toString())
				.post()
				.uri("/api/v1/results")
				.contentType(MediaType.APPLICATION_JSON)
				.body(Map.of("auth_req_id", created.get("auth_req_id").asText()))
				.exchange((request, response) -> response.getStatusCode().value());
			assertThat(anonymous).isEqualTo(401);
		}
	}

	@Test
	void isEncryptedForTheApplicationWhereItIsPushedAndWhereItIsPolled() throws Exception {
		try (Integrator integrator = pushing(ResponseType.ENCRYPTED)) {
			JsonNode created = integrator.start();
			register(created);

			LoggedRequest pushed = received(integrator);
			assertThat(pushed.getHeader("Content-Type")).startsWith("application/json");
			JsonNode result = JSON.readTree(decrypt(integrator, data(pushed)));
			assertThat(result).isEqualTo(integrator.awaitResult(created.get("request_id").asText()));
			ResponseEntity<byte[]> polled = poll(integrator, created);
			assertThat(polled.getHeaders().getContentType()).hasToString("application/jose");
			assertThat(JSON.readTree(decrypt(integrator, text(polled)))).isEqualTo(result);
		}
	}

	@Test
	void isEncryptedInProblemsToo() throws Exception {
		try (Integrator integrator = polling(ResponseType.ENCRYPTED)) {
			JsonNode created = integrator.start();
			integrator.client()
				.post()
				.uri("/api/v1/requests/{id}/cancel", created.get("request_id").asText())
				.retrieve()
				.toBodilessEntity();
			integrator.awaitResult(created.get("request_id").asText());

			String encrypted = assertProblem(poll(integrator, created), "access_denied").get("result").asText();

			assertThat(JSON.readTree(decrypt(integrator, encrypted)).get("reason").asText()).isEqualTo("cancelled");
		}
	}

	@Test
	void isSignedWithThePublishedKeyWhereItIsPushedAndWhereItIsPolled() throws Exception {
		try (Integrator integrator = pushing(ResponseType.TOKEN)) {
			JsonNode created = integrator.start();
			register(created);

			LoggedRequest pushed = received(integrator);
			assertThat(pushed.getHeader("Content-Type")).startsWith("application/json");
			ResponseEntity<byte[]> polled = poll(integrator, created);
			assertThat(polled.getHeaders().getContentType()).hasToString("application/jwt");
			for (String token : List.of(data(pushed), text(polled))) {
				JwtClaims claims = consumer(integrator.applicationId()).processToClaims(token);
				assertThat(claims.getIssuer()).isEqualTo(this.web.baseUrl().toString());
				assertThat(claims.getStringClaimValue("request_id")).isEqualTo(created.get("request_id").asText());
				assertThat(claims.getStringClaimValue("selfie_registered")).isEqualTo("true");
			}
		}
	}

	@Test
	void isAnnouncedByPing() {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).pinged().start()) {
			String token = "token-" + UUID.randomUUID();
			JsonNode created = integrator
				.start(Map.of("user_id", "user-" + UUID.randomUUID(), "client_notification_token", token));
			integrator.receiver()
				.stubFor(WireMock.post("/results")
					.inScenario("down")
					.whenScenarioStateIs("Started")
					.willReturn(WireMock.serviceUnavailable())
					.willSetStateTo("up"));
			integrator.receiver()
				.stubFor(WireMock.post("/results")
					.inScenario("down")
					.whenScenarioStateIs("up")
					.willReturn(WireMock.noContent()));

			register(created);

			List<LoggedRequest> pings = await().atMost(PATIENCE)
				.until(() -> integrator.receiver().findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/results"))),
						(received) -> received.size() == 2);
			assertThat(pings).allSatisfy((ping) -> {
				assertThat(ping.getHeader("Authorization")).isEqualTo("Bearer " + token);
				assertThat(ping.getBodyAsString())
					.isEqualTo("{\"auth_req_id\":\"" + created.get("auth_req_id").asText() + "\"}");
				assertThat(ping.getHeader("webhook-id")).isEqualTo(pings.get(0).getHeader("webhook-id"));
				verify(integrator, ping);
			});
			ResponseEntity<byte[]> polled = poll(integrator, created);
			assertThat(polled.getStatusCode().value()).isEqualTo(200);
			assertThat(json(polled).get("selfie_registered").asText()).isEqualTo("true");
		}
	}

	@Test
	void comesWithThePersonWhoIsLedBack() throws Exception {
		URI address = URI.create("https://bank.example/back?lang=de");
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.resultNotification(ResultNotificationWay.REDIRECT, null).redirectUrls(address))
			.start()) {
			// given
			JsonNode created = integrator.start(Map.of("user_id", "user-" + UUID.randomUUID(), "redirect_url",
					address.toString(), "state", "basket 7"));
			Person person = new Person(created.get("capture_url").asText());
			person.open();

			// when
			JsonNode answer = person.submit(Portrait.goodJpeg()).getBody();

			// then
			for (String back : List.of(answer.get("redirect_url").asText(),
					person.look().getBody().get("redirect_url").asText())) {
				assertThat(back).startsWith(address + "&request_id=" + created.get("request_id").asText() + "&state=");
				JwtClaims claims = consumer(integrator.applicationId())
					.processToClaims(back.substring(back.lastIndexOf('=') + 1));
				assertThat(claims.getStringClaimValue("state")).isEqualTo("basket 7");
				assertThat(claims.getStringClaimValue("request_id")).isEqualTo(created.get("request_id").asText());
				assertThat(claims.getExpirationTime().isAfter(claims.getIssuedAt())).isTrue();
			}
			integrator.awaitResult(created.get("request_id").asText());
			assertThat(poll(integrator, created).getStatusCode().value()).isEqualTo(200);
			assertThat(integrator.receiver().getAllServeEvents()).as("nobody is called").isEmpty();
		}
	}

	@Test
	void publishesItsKeysToEverybody() {
		ResponseEntity<String> keys = RestClient.create(this.web.baseUrl().toString())
			.get()
			.uri("/.well-known/jwks.json")
			.retrieve()
			.toEntity(String.class);

		assertThat(keys.getStatusCode().value()).isEqualTo(200);
		assertThat(keys.getHeaders().getContentType()).hasToString("application/jwk-set+json");
		assertThat(keys.getHeaders().getCacheControl()).isEqualTo("max-age=300, public");
		assertThat(keys.getBody()).doesNotContain("\"d\"");
	}

	@Test
	void letsOnlyOperatorsOfAllWorkspacesReplaceTheKey(@Autowired org.camunda.bpm.engine.IdentityService identity)
			throws Exception {
		OperatorClient everywhere = OperatorClient.administrator(this.web.baseUrl());
		OperatorClient one = OperatorClient.of(identity, this.web.baseUrl(), "default");
		try (Integrator integrator = pushing(ResponseType.TOKEN)) {
			JsonNode created = integrator.start();
			register(created);
			String token = data(received(integrator));

			assertThat(one.post("/api/v1/signing-keys", null).getStatusCode().value()).isEqualTo(403);
			assertThat(one.get("/api/v1/signing-keys").getStatusCode().value()).isEqualTo(403);
			ResponseEntity<JsonNode> fresh = everywhere.post("/api/v1/signing-keys", null);

			assertThat(fresh.getStatusCode().value()).isEqualTo(201);
			JsonNode keys = everywhere.get("/api/v1/signing-keys").getBody().get("keys");
			assertThat(keys.get(0).get("kid")).isEqualTo(fresh.getBody().get("kid"));
			assertThat(keys.get(1).has("retired_at")).isTrue();
			assertThat(consumer(integrator.applicationId()).process(token)).as("what was signed before").isNotNull();
			assertThat(consumer(integrator.applicationId()).process(text(poll(integrator, created)))
				.getJoseObjects()
				.get(0)
				.getKeyIdHeaderValue()).isEqualTo(fresh.getBody().get("kid").asText());
		}
	}

	private Integrator polling(ResponseType type) {
		return this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.resultNotification(ResultNotificationWay.POLL, null).responseType(type))
			.start();
	}

	private Integrator pushing(ResponseType type) {
		return this.integrators.with(NotificationType.LINK).set((settings) -> settings.responseType(type)).start();
	}

	private static void register(JsonNode created) {
		register(created, Portrait.goodJpeg());
	}

	private static void register(JsonNode created, byte[] selfie) {
		Person person = new Person(created.get("capture_url").asText());
		person.open();
		assertThat(person.submit(selfie).getBody().get("accepted").asBoolean()).isTrue();
	}

	private static LoggedRequest received(Integrator integrator) {
		LoggedRequest received = await().atMost(PATIENCE)
			.until(() -> integrator.receiver().findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/results"))),
					(requests) -> requests.size() == 1)
			.get(0);
		verify(integrator, received);
		return received;
	}

	private static void verify(Integrator integrator, LoggedRequest received) {
		HashMap<String, List<String>> headers = new HashMap<>();
		received.getHeaders().all().forEach((header) -> headers.put(header.key(), header.values()));
		assertThatCode(() -> new Webhook(integrator.webhookSecret()).verify(received.getBodyAsString(),
				java.net.http.HttpHeaders.of(headers, (name, value) -> true)))
			.doesNotThrowAnyException();
	}

	private static ResponseEntity<byte[]> poll(Integrator integrator, JsonNode created) {
		return integrator.client()
			.post()
			.uri("/api/v1/results")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("auth_req_id", created.get("auth_req_id").asText()))
			.retrieve()
			.toEntity(byte[].class);
	}

	private static JsonNode assertProblem(ResponseEntity<byte[]> answer, String error) {
		assertThat(answer.getStatusCode().value()).isEqualTo(400);
		assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		JsonNode problem = json(answer);
		assertThat(problem.get("error").asText()).isEqualTo(error);
		assertThat(problem.get("code").asText()).isEqualTo(error);
		return problem;
	}

	private String decrypt(Integrator integrator, String compact) throws Exception {
		Application application = this.applications.get(integrator.applicationId());
		String key = this.applications.secrets(application, Purpose.ENCRYPTION).get(0);
		JsonWebEncryption jwe = new JsonWebEncryption();
		jwe.setKey(new AesKey(Base64.getUrlDecoder().decode(key)));
		jwe.setCompactSerialization(compact);
		return jwe.getPlaintextString();
	}

	private JwtConsumer consumer(String audience) throws Exception {
		String keys = RestClient.create(this.web.baseUrl().toString())
			.get()
			.uri("/.well-known/jwks.json")
			.retrieve()
			.body(String.class);
		return new JwtConsumerBuilder()
			.setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
			.setExpectedIssuer(this.web.baseUrl().toString())
			.setExpectedAudience(audience)
			.build();
	}

	private static JsonNode json(ResponseEntity<byte[]> answer) {
		try {
			return JSON.readTree(answer.getBody());
		}
		catch (java.io.IOException ex) {
			throw new AssertionError("The answer is not JSON", ex);
		}
	}

	/** The compact form that a message carries. */
	private static String data(LoggedRequest pushed) throws Exception {
		return JSON.readTree(pushed.getBodyAsString()).get("data").asText();
	}

	private static String text(ResponseEntity<byte[]> answer) {
		return new String(answer.getBody(), java.nio.charset.StandardCharsets.US_ASCII);
	}

}
