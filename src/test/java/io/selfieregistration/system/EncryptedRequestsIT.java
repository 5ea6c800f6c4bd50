package io.selfieregistration.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.keys.AesKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that integrators encrypt with jose4j and the key of their application. */
@SystemTest
class EncryptedRequestsIT {

	private static final String JOSE = "application/jose";

	private static final String REQUESTS = "/api/v1/requests";

	private static final String TRANSACTION = "/auth/realms/default/protocol/openid-connect/transaction";

	@Autowired
	private Integrators integrators;

	@Autowired
	private Applications applications;

	private final String user = "user-" + UUID.randomUUID();

	@Test
	void takesEncryptedBodiesWhereverJsonIsTaken() {
		try (Integrator integrator = start((settings) -> {
		})) {
			ResponseEntity<JsonNode> created = post(integrator, REQUESTS, JOSE, encrypted(integrator, request()));
			assertThat(created.getStatusCode().value()).as("%s", created.getBody()).isEqualTo(202);
			assertThat(integrator.read(created.getBody().get("request_id").asText()).get("user_id").asText())
				.isEqualTo(this.user);

			ResponseEntity<JsonNode> polled = post(integrator, "/api/v1/results", JOSE, encrypted(integrator,
					"{\"auth_req_id\":\"" + created.getBody().get("auth_req_id").asText() + "\"}"));
			assertThat(polled.getBody().get("error").asText()).isEqualTo("authorization_pending");
		}
	}

	@Test
	void takesEncryptedTransactions() {
		try (Integrator integrator = start(ApplicationSettingsFixture::requireEncryptedRequests)) {
			String transaction = "{\"user\":{\"user_id\":\"" + this.user + "\"}}";
			LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
			form.add("request", encrypted(integrator, transaction));

			assertThat(post(integrator, TRANSACTION, JOSE, encrypted(integrator, transaction)).getBody()
				.has("auth_req_id")).isTrue();
			assertThat(post(integrator, TRANSACTION, "application/x-www-form-urlencoded", form).getBody()
				.has("auth_req_id")).isTrue();
			form.set("request", transaction);
			assertRefused(post(integrator, TRANSACTION, "application/x-www-form-urlencoded", form), 403,
					"encryption_required");
		}
	}

	@Test
	void aRepetitionThatIsEncryptedAnewGetsTheSameAnswer() {
		try (Integrator integrator = start((settings) -> {
		})) {
			String key = UUID.randomUUID().toString();
			JsonNode first = repeat(integrator, key, JOSE, encrypted(integrator, request())).getBody();
			JsonNode second = repeat(integrator, key, JOSE, encrypted(integrator, request())).getBody();
			JsonNode plain = repeat(integrator, key, "application/json", request()).getBody();

			assertThat(second).isEqualTo(first);
			assertThat(plain).isEqualTo(first);
		}
	}

	@Test
	void takesTheEarlierKeyWhileKeysOverlap() {
		try (Integrator integrator = start((settings) -> {
		})) {
			String early = encrypted(integrator, request());
			Application application = application(integrator);
			this.applications.rotate(application, Purpose.ENCRYPTION, Duration.ofHours(1), "test");
			String late = encrypted(integrator, request());

			assertThat(post(integrator, REQUESTS, JOSE, early).getStatusCode().value()).isEqualTo(202);
			assertThat(post(integrator, REQUESTS, JOSE, late).getStatusCode().value()).isEqualTo(202);
			this.applications.rotate(application, Purpose.ENCRYPTION, Duration.ZERO, "test");
			assertRefused(post(integrator, REQUESTS, JOSE, early), 400, "invalid_request");
		}
	}

	@Test
	void requiresEncryptionWhereTheApplicationDoes() {
		try (Integrator integrator = start(ApplicationSettingsFixture::requireEncryptedRequests)) {
			assertRefused(post(integrator, REQUESTS, "application/json", request()), 403, "encryption_required");

			JsonNode created = post(integrator, REQUESTS, JOSE, encrypted(integrator, request())).getBody();
			assertThat(integrator.read(created.get("request_id").asText()).get("status").asText())
				.as("a call without a body")
				.isEqualTo("pending");
			assertThat(post(integrator, REQUESTS + "/" + created.get("request_id").asText() + "/cancel", null, "")
				.getStatusCode()
				.value()).as("a call without a body").isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "{}", "a.b.c", "a..b.c.d", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AA.AA.AA" })
	void refusesWhatItCannotDecrypt(String body) {
		try (Integrator integrator = start((settings) -> {
		})) {
			assertRefused(post(integrator, REQUESTS, JOSE, body), 400, "invalid_request");
		}
	}

	@Test
	void refusesOtherAlgorithmsCompressionAndChangedText() {
		try (Integrator integrator = start((settings) -> {
		})) {
			String good = encrypted(integrator, request());
			String changed = good.substring(0, good.length() - 4) + (good.endsWith("AAAA") ? "BBBB" : "AAAA");

			assertRefused(post(integrator, REQUESTS, JOSE, changed), 400, "invalid_request");
			assertRefused(post(integrator, REQUESTS, JOSE, encrypt(key(integrator), request(), "A256GCM", true)), 400,
					"invalid_request");
			assertRefused(post(integrator, REQUESTS, JOSE, encrypt(key(integrator), request(), "A128CBC-HS256", false)),
					400, "invalid_request");
			assertRefused(post(integrator, REQUESTS, JOSE, encrypted(integrator, "not JSON")), 400, "invalid_request");
		}
	}

	private Integrator start(Consumer<ApplicationSettingsFixture> change) {
		Integrator integrator = this.integrators.with(NotificationType.LINK).set((settings) -> {
			change.accept(settings);
			return settings;
		}).start();
		if (this.applications.secrets(application(integrator), Purpose.ENCRYPTION).isEmpty()) {
			this.applications.rotate(application(integrator), Purpose.ENCRYPTION, Duration.ZERO, "test");
		}
		return integrator;
	}

	private Application application(Integrator integrator) {
		return this.applications.get(integrator.applicationId());
	}

	private byte[] key(Integrator integrator) {
		return Base64.getUrlDecoder()
			.decode(this.applications.secrets(application(integrator), Purpose.ENCRYPTION).get(0));
	}

	private String request() {
		return "{\"user_id\":\"" + this.user + "\"}";
	}

	private String encrypted(Integrator integrator, String json) {
		return encrypt(key(integrator), json, "A256GCM", false);
	}

	private static String encrypt(byte[] key, String json, String encryption, boolean compressed) {
		JsonWebEncryption jwe = new JsonWebEncryption();
		jwe.setAlgorithmHeaderValue("dir");
		jwe.setEncryptionMethodHeaderParameter(encryption);
		jwe.setKey(new AesKey(key));
		jwe.setPayload(json);
		if (compressed) {
			jwe.enableDefaultCompression();
		}
		try {
			return jwe.getCompactSerialization();
		}
		catch (JoseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertRefused(ResponseEntity<JsonNode> answer, int status, String code) {
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE)).startsWith("application/problem+json");
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
	}

	private static ResponseEntity<JsonNode> repeat(Integrator integrator, String key, String type, String body) {
		return send(integrator, REQUESTS, body, (headers) -> {
			headers.set(HttpHeaders.CONTENT_TYPE, type);
			headers.set("Idempotency-Key", key);
		});
	}

	private static ResponseEntity<JsonNode> post(Integrator integrator, String path, String type, Object body) {
		return send(integrator, path, body, (headers) -> {
			if (type != null) {
				headers.set(HttpHeaders.CONTENT_TYPE, type);
			}
		});
	}

	private static ResponseEntity<JsonNode> send(Integrator integrator, String path, Object body,
			Consumer<HttpHeaders> headers) {
		String credentials = Base64.getEncoder()
			.encodeToString(integrator.credentials().getBytes(StandardCharsets.UTF_8));
		Object sent = (body instanceof String text) ? text.getBytes(StandardCharsets.UTF_8) : body;
		return CallerClient.builder()
			.baseUrl(integrator.baseUrl().toString())
			.defaultHeader(HttpHeaders.AUTHORIZATION, "Basic " + credentials)
			.build()
			.method(HttpMethod.POST)
			.uri(path)
			.headers(headers)
			.body(sent)
			.retrieve()
			.toEntity(JsonNode.class);
	}

}
