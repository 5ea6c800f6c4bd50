package io.selfieregistration.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * OpenID CIBA as the npm library {@code openid-client} speaks it, without any code for
 * this service, and what the endpoints answer to others.
 */
@SystemTest
class CibaIT {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String GRANT = "urn:openid:params:grant-type:ciba";

	private static final String INVALID_REQUEST = "invalid_request";

	@Autowired
	private Integrators integrators;

	private final String user = "user-" + UUID.randomUUID();

	@ParameterizedTest
	@ValueSource(strings = { "basic", "post" })
	void aStandardClientGetsTheResult(String method) throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).start();
				Client client = Client.start(integrator, method, Map.of("scope", "openid", "login_hint", this.user))) {
			JsonNode started = client.answer();
			assertThat(started.path("expires_in").asLong()).as("%s", started).isPositive();
			Person person = new Person(started.get("capture_url").asText());
			person.open();
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();

			JsonNode granted = client.answer();

			assertThat(granted.path("token_type").asText()).as("%s", granted).isEqualTo("bearer");
			assertThat(granted.get("claims").get("sub").asText()).isEqualTo(this.user);
			assertThat(granted.get("claims").get("aud").asText()).isEqualTo(integrator.applicationId());
			JsonNode result = integrator.awaitResult(started.get("request_id").asText());
			result.properties()
				.forEach((member) -> assertThat(granted.get(member.getKey())).as(member.getKey())
					.isEqualTo(member.getValue()));
		}
	}

	@Test
	void aStandardClientIsToldThatTheRequestWasCancelled() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).start();
				Client client = Client.start(integrator, "basic", Map.of("scope", "openid", "login_hint", this.user))) {
			JsonNode started = client.answer();
			integrator.client()
				.post()
				.uri("/api/v1/requests/{id}/cancel", started.get("request_id").asText())
				.retrieve()
				.toBodilessEntity();

			JsonNode refused = client.answer();

			assertThat(refused.path("error").asText()).as("%s", refused).isEqualTo("access_denied");
			assertThat(refused.get("cause").get("reason").asText()).isEqualTo("cancelled");
		}
	}

	@Test
	void givesNoTokensWithoutSelfie() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).maximumAttempts(1).start()) {
			JsonNode started = call(integrator, "bc-authorize", Map.of("scope", "openid", "login_hint", this.user),
					200);
			Person person = new Person(started.get("capture_url").asText());
			person.open();
			person.submit(Portrait.asJpeg(Portrait.noFace(), 0.9f));
			integrator.awaitResult(started.get("request_id").asText());

			JsonNode refused = call(integrator, "token",
					Map.of("grant_type", GRANT, "auth_req_id", started.get("auth_req_id").asText()), 400);

			assertThat(refused.get("error").asText()).isEqualTo("access_denied");
			assertThat(refused.get("reason").asText()).isEqualTo("attempts_exhausted");
			assertThat(refused.has("access_token")).isFalse();
		}
	}

	@Test
	void tellsThatThereIsNoResultYetAndWhoPollsTooFast() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).start()) {
			JsonNode started = call(integrator, "bc-authorize", Map.of("scope", "openid", "login_hint", this.user),
					200);
			Map<String, String> poll = Map.of("grant_type", GRANT, "auth_req_id", started.get("auth_req_id").asText());

			assertThat(call(integrator, "token", poll, 400).get("error").asText()).isEqualTo("authorization_pending");
			assertThat(call(integrator, "token", poll, 400).get("error").asText()).isEqualTo("slow_down");
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "bc-authorize, login_hint=u, invalid_request",
			"bc-authorize, scope=profile&login_hint=u, invalid_scope", "bc-authorize, scope=openid, invalid_request",
			"bc-authorize, scope=openid&login_hint=a%0Ab, invalid_request",
			"bc-authorize, scope=openid&login_hint=u&login_hint=v, invalid_request",
			"bc-authorize, scope=openid&login_hint=u&binding_message=hello, invalid_binding_message",
			"bc-authorize, scope=openid&id_token_hint=x, invalid_request",
			"bc-authorize, scope=openid&login_hint=u&workflow=onboarding, access_denied",
			"bc-authorize, scope=openid&login_hint=u&metadata=[1], invalid_request",
			"bc-authorize, scope=openid&login_hint=u&redirect_url=https%3A%2F%2Felsewhere.example, invalid_request",
			"token, auth_req_id=x, invalid_request", "token, grant_type=password&auth_req_id=x, unsupported_grant_type",
			"token, grant_type=" + GRANT + ", invalid_request",
			"token, grant_type=" + GRANT + "&auth_req_id=x, invalid_grant" })
	void refusesInTheShapeOfOAuth(String endpoint, String form, String error) throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).start()) {
			ResponseEntity<JsonNode> answer = send(integrator, endpoint, form, integrator.credentials());

			assertThat(answer.getStatusCode().is4xxClientError()).as("%s", answer).isTrue();
			assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
			assertThat(answer.getBody().path("error").asText()).as("%s", answer.getBody()).isEqualTo(error);
			assertThat(answer.getBody().path("error_description").asText()).isNotBlank();
		}
	}

	@Test
	void refusesUnknownClients() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).start()) {
			for (String credentials : new String[] { null, integrator.applicationId() + ":wrong", "nobody:secret" }) {
				ResponseEntity<JsonNode> answer = send(integrator, "token", "grant_type=" + GRANT + "&auth_req_id=x",
						credentials);

				assertThat(answer.getStatusCode().value()).isEqualTo(401);
				assertThat(answer.getBody().get("error").asText()).isEqualTo("invalid_client");
				assertThat(answer.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Basic");
			}
		}
	}

	private static JsonNode call(Integrator integrator, String endpoint, Map<String, String> fields, int status) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		fields.forEach(form::add);
		ResponseEntity<JsonNode> answer = CallerClient.builder()
			.baseUrl(integrator.baseUrl().toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(basic(integrator.credentials())))
			.build()
			.post()
			.uri("/oauth2/" + endpoint)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body(form)
			.retrieve()
			.toEntity(JsonNode.class);
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		return answer.getBody();
	}

	private static ResponseEntity<JsonNode> send(Integrator integrator, String endpoint, String form,
			String credentials) {
		return CallerClient.builder().baseUrl(integrator.baseUrl().toString()).defaultHeaders((headers) -> {
			if (credentials != null) {
				headers.setBasicAuth(basic(credentials));
			}
		})
			.build()
			.post()
			.uri("/oauth2/" + endpoint)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body(form.getBytes(StandardCharsets.UTF_8))
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private static String basic(String credentials) {
		return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	/** The process of the client. */
	private record Client(Process process, BufferedReader output) implements AutoCloseable {

		static Client start(Integrator integrator, String method, Map<String, String> parameters) throws IOException {
			Path tool = Path.of("tools", "ciba");
			assertThat(tool.resolve("node_modules")).as("the library, which the build installs").isDirectory();
			String[] credentials = integrator.credentials().split(":", 2);
			Map<String, Object> input = new HashMap<>(Map.of("issuer", integrator.baseUrl().toString(), "id",
					credentials[0], "secret", credentials[1], "method", method, "parameters", parameters));
			Process process = new ProcessBuilder("node", "client.js").directory(tool.toFile())
				.redirectErrorStream(true)
				.start();
			JSON.writeValue(process.getOutputStream(), input);
			return new Client(process, process.inputReader());
		}

		JsonNode answer() throws IOException {
			return JSON.readTree(this.output.readLine());
		}

		@Override
		public void close() {
			this.process.destroy();
		}

	}

}
