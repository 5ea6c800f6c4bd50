package io.selfieregistration.system;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What an integrator and a person are told when something is wrong. */
@SystemTest
class RequestApiIT {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	private Integrator integrator;

	@BeforeEach
	void start() {
		this.integrator = this.integrators.byLink();
	}

	@AfterEach
	void stop() {
		this.integrator.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | 'user_id'", "{\"user_id\":\"\"} | 'user_id'",
			"{\"user_id\":\"a\",\"status\":\"completed\"} | 'status' is not a known field",
			"{\"user_id\":{\"a\":1}} | 'user_id' does not have the right type",
			"{\"user_id\":\"a\",\"metadata\":7} | 'metadata' does not have the right type",
			"{\"user_id\":\"a\",\"workflow\":\"other\"} | 'workflow' must be onboarding or verification",
			"{\"user_id\":\"a\",\"email\":\"nobody\"} | 'email'", "{\"user_id\":\"a\" | not valid JSON at line 1",
			"{\"user_id\":\"a\",\"user_id\":\"b\"} | not valid JSON",
			"{\"user_id\":\"a\\u0000b\"} | control characters",
			"{\"user_id\":\"a\",\"metadata\":{\"x\":[\"\\ud800\"]}} | broken characters" })
	void refusesWrongRequestAndNamesTheField(String body, String problem) throws Exception {
		HttpResponse<String> answer = post("/api/v1/requests", BodyPublishers.ofString(body));

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(json(answer).get("code").asText()).isEqualTo("invalid_request");
		assertThat(json(answer).get("detail").asText()).contains(problem);
	}

	@Test
	void refusesLargeBodyWhetherItsLengthIsToldOrNot() throws Exception {
		byte[] body = ("{\"user_id\":\"" + "a".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);

		HttpResponse<String> told = post("/api/v1/requests", BodyPublishers.ofByteArray(body));
		HttpResponse<String> untold = post("/api/v1/requests",
				BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

		assertThat(told.statusCode()).isEqualTo(413);
		assertThat(json(told).get("code").asText()).isEqualTo("payload_too_large");
		assertThat(untold.statusCode()).isEqualTo(413);
		assertThat(json(untold).get("code").asText()).isEqualTo("payload_too_large");
	}

	@Test
	void showsNobodyTheRequestOfAnotherApplication() throws Exception {
		String id = this.integrator.start().get("request_id").asText();
		try (Integrator other = this.integrators.byLink()) {
			for (String path : new String[] { "", "/photo" }) {
				assertThat(other.client()
					.get()
					.uri("/api/v1/requests/" + id + path)
					.retrieve()
					.toEntity(String.class)
					.getStatusCode()
					.value()).isEqualTo(404);
			}
			for (String path : new String[] { "/cancel", "/capture-link" }) {
				assertThat(other.client()
					.post()
					.uri("/api/v1/requests/" + id + path)
					.retrieve()
					.toEntity(String.class)
					.getStatusCode()
					.value()).isEqualTo(404);
			}
		}
		assertThat(this.integrator.read(id).get("status").asText()).isEqualTo("pending");
	}

	@Test
	void letsNobodyInWithWrongSecret() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(address("/api/v1/requests/" + UUID.randomUUID()))
			.header("Authorization", basic(this.integrator.applicationId() + ":wrong"))
			.build();

		HttpResponse<String> answer = this.http.send(request, BodyHandlers.ofString());

		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
		assertThat(json(answer).get("code").asText()).isEqualTo("unauthorized");
	}

	@Test
	void opensNothingWithReplacedLinkAndChangesNothingByLooking() {
		JsonNode created = this.integrator.start();
		Person first = new Person(created.get("capture_url").asText());
		for (int look = 0; look < 5; look++) {
			assertThat(first.look().getBody().get("state").asText()).isEqualTo("ready");
		}
		assertThat(first.submit(Portrait.goodJpeg()).getBody().get("code").asText()).isEqualTo("link_not_opened");

		JsonNode renewed = this.integrator.client()
			.post()
			.uri("/api/v1/requests/" + created.get("request_id").asText() + "/capture-link")
			.retrieve()
			.body(JsonNode.class);

		assertThat(first.look().getStatusCode().value()).isEqualTo(410);
		assertThat(first.open().getBody().get("code").asText()).isEqualTo("link_replaced");
		assertThat(new Person(renewed.get("capture_url").asText()).open().getBody().get("state").asText())
			.isEqualTo("opened");
	}

	@Test
	void givesTheSameVerdictForTheSameSelfieAndNoneForTheNext() {
		JsonNode created = this.integrator.start();
		Person person = new Person(created.get("capture_url").asText());
		person.open();

		JsonNode verdict = person.submit(Portrait.goodJpeg(), "one-selfie").getBody();

		assertThat(person.submit(Portrait.goodJpeg(), "one-selfie").getBody()).isEqualTo(verdict);
		assertThat(person.submit(Portrait.goodJpeg(), "another").getBody().get("code").asText()).isEqualTo("link_used");
		this.integrator.awaitResult(created.get("request_id").asText());
		assertThat(person.submit(Portrait.goodJpeg(), "one-selfie").getBody()).isEqualTo(verdict);
	}

	@ParameterizedTest
	@CsvSource({ "no picture at all, 415, image_type_unsupported", "'', 422, image_empty" })
	void countsNothingThatIsNoPicture(String upload, int status, String code) {
		Person person = new Person(this.integrator.start().get("capture_url").asText());
		person.open();

		var answer = person.submit(upload.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.getStatusCode().value()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
		assertThat(person.look().getBody().get("attempts_left").asInt()).isEqualTo(3);
	}

	@Test
	void saysWhatItNeedsToReachThePerson() {
		try (Integrator byMail = this.integrators.with(io.selfieregistration.application.NotificationType.EMAIL)
			.start()) {
			var answer = byMail.client()
				.post()
				.uri("/api/v1/requests")
				.body(Map.of("user_id", "somebody-without-address"))
				.retrieve()
				.toEntity(JsonNode.class);

			assertThat(answer.getStatusCode().value()).isEqualTo(422);
			assertThat(answer.getBody().get("code").asText()).isEqualTo("contact_missing");
		}
	}

	private HttpResponse<String> post(String path, HttpRequest.BodyPublisher body) throws Exception {
		return this.http.send(HttpRequest.newBuilder(address(path))
			.header("Authorization", basic(this.integrator.credentials()))
			.header("Content-Type", "application/json")
			.POST(body)
			.build(), BodyHandlers.ofString());
	}

	private URI address(String path) {
		return URI.create(this.web.baseUrl() + path);
	}

	private static JsonNode json(HttpResponse<String> answer) throws Exception {
		return JSON.readTree(answer.body());
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

}
