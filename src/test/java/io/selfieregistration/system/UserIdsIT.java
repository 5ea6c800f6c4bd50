package io.selfieregistration.system;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.Operators.OperatorClient;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/** Every id that can be written can be read; others are refused where they come in. */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
class UserIdsIT {

	@Autowired
	private Integrators integrators;

	@Autowired
	private Operators operators;

	private Integrator integrator;

	@BeforeAll
	void startIntegrator() {
		this.integrator = this.integrators.byLink();
	}

	@AfterAll
	void stopIntegrator() {
		this.integrator.close();
	}

	/** Each beside a part of its own, or the tests would share users. */
	static Stream<String> allowed() {
		return Stream
			.of("a/b", "DOMAIN\\user", "50%off", "https://idp/x#1", "./.", "../..", "a b", "a+b", "a&b=c", "é", "日本",
					"\ud83d\ude00", "' or 1=1 --", "\"quoted\"", "{id}", "[1]", "a;b", "?q", "%2F", "%00", "\u200d",
					"<b>")
			.map((form) -> form + " " + UUID.randomUUID());
	}

	@ParameterizedTest
	@MethodSource("allowed")
	void readsWhatWasWritten(String userId) {
		String id = this.integrator.start(Map.of("user_id", userId)).get("request_id").asText();

		assertThat(this.integrator.read(id).get("user_id").asText()).isEqualTo(userId);
		assertThat(get("/api/v1/users?user_id=" + encoded(userId)).get("user_id").asText()).isEqualTo(userId);
		JsonNode found = get("/api/v1/requests?user_id=" + encoded(userId)).get("requests");
		assertThat(found).hasSize(1);
		assertThat(found.get(0).get("request_id").asText()).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", ".." })
	void readsUsersWithIdsThatPathsResolve(String userId) {
		this.integrator.start(Map.of("user_id", userId));

		assertThat(get("/api/v1/users?user_id=" + userId).get("user_id").asText()).isEqualTo(userId);
	}

	@Test
	void tellsThatUserWithAnyIdHasRegistered() throws Exception {
		String userId = "https://idp/x#" + UUID.randomUUID();
		JsonNode started = this.integrator.start(Map.of("user_id", userId));
		assertThat(get("/api/v1/users?user_id=" + encoded(userId)).get("selfie_registered").asBoolean()).isFalse();
		Person person = new Person(started.get("capture_url").asText());
		person.open();
		person.submit(Portrait.goodJpeg());
		JsonNode result = this.integrator.awaitResult(started.get("request_id").asText());

		assertThat(result.get("user_id").asText()).isEqualTo(userId);
		assertThat(get("/api/v1/users?user_id=" + encoded(userId)).get("selfie_registered").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a\nb", "a\r\nb", "a\tb", "a\0b", "a\u0085b", "a\u2028b", "a\u2029b", "\u001b[31m", "", "  " })
	void refusesIdsThatAreNoLineOfText(String userId) {
		ResponseEntity<JsonNode> started = this.integrator.client()
			.post()
			.uri("/api/v1/requests")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("user_id", userId))
			.retrieve()
			.toEntity(JsonNode.class);
		ResponseEntity<JsonNode> asked = answer("/api/v1/users?user_id=" + encoded(userId));
		ResponseEntity<JsonNode> transaction = this.integrator.client()
			.post()
			.uri("/auth/realms/default/protocol/openid-connect/transaction")
			.header("api-version", "1")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("user", Map.of("user_id", userId)))
			.retrieve()
			.toEntity(JsonNode.class);

		for (ResponseEntity<JsonNode> answer : java.util.List.of(started, asked, transaction)) {
			assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(400);
			assertThat(answer.getBody().get("detail").asText()).contains("user_id'");
		}
	}

	@Test
	void knowsUserByEitherUnicodeForm() {
		String tail = "-" + UUID.randomUUID();
		String id = this.integrator.start(Map.of("user_id", "Ame\u0301lie" + tail)).get("request_id").asText();

		assertThat(this.integrator.read(id).get("user_id").asText()).isEqualTo("Am\u00e9lie" + tail);
		for (String form : java.util.List.of("Ame\u0301lie", "Am\u00e9lie")) {
			assertThat(get("/api/v1/requests?user_id=" + encoded(form + tail)).get("requests")).hasSize(1);
			assertThat(get("/api/v1/users?user_id=" + encoded(form + tail)).get("user_id").asText())
				.isEqualTo("Am\u00e9lie" + tail);
			assertThat(get("/api/v1/users/" + encoded(form + tail)).get("user_id").asText())
				.isEqualTo("Am\u00e9lie" + tail);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "..", "a/b", "a b", "a%2Fb", "a\nb", "é" })
	void refusesApplicationIdsThatCannotStandInPath(String id) {
		OperatorClient operator = this.operators.first();

		ResponseEntity<JsonNode> answer = operator.post("/api/v1/applications", Map.of("application_id", id, "settings",
				Map.of("name", "Bank", "verification_workflow", "verification")));

		assertThat(answer.getStatusCode().value()).isEqualTo(400);
		assertThat(answer.getBody().get("detail").asText()).contains("'application_id'");
	}

	private JsonNode get(String address) {
		ResponseEntity<JsonNode> answer = answer(address);
		assertThat(answer.getStatusCode().value()).as("%s: %s", address, answer.getBody()).isEqualTo(200);
		return answer.getBody();
	}

	private ResponseEntity<JsonNode> answer(String address) {
		return this.integrator.client()
			.get()
			.uri(URI.create(this.integrator.baseUrl() + address))
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
