package io.selfieregistration.ezto;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.CallerClient;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.Secrets;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The facade, as an integration calls it that was made for another product. */
@SystemTest
class TransactionIT {

	private static final String PATH = "/auth/realms/default/protocol/openid-connect/transaction";

	private static final ObjectMapper JSON = new ObjectMapper();

	private final String user = Secrets.remember("user-" + UUID.randomUUID());

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	private Integrator integrator;

	@BeforeEach
	void start() {
		this.integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.onboardingWorkflow("onboarding"))
			.start();
	}

	@AfterEach
	void stop() {
		this.integrator.close();
	}

	@Test
	void goesFromTransactionToResult() throws Exception {
		JsonNode started = form("1", this.integrator.credentials(), PATH, Map.of("request", """
				{"user":{"metadata":{"workflow":"onboarding","user_id":"%s","age":30}},
				"message":{"consent":{"type":"json","title":"Onboarding Request",
				"message":{"RequestFrom":"Test Bank","Purpose":"Onboarding"}}}}""".formatted(this.user))).getBody();
		String authReqId = Secrets.remember(started.get("auth_req_id").asText());
		assertThat(started.get("url").asText()).contains("/capture/#");
		assertThat(started.get("trxId").asText()).hasSize(36);
		assertThat(started.get("expires_in").asLong()).isPositive();

		ResponseEntity<JsonNode> pending = poll(started.get("pollUrl").asText(), authReqId);
		assertThat(pending.getStatusCode().value()).isEqualTo(400);
		assertThat(pending.getBody().get("error").asText()).isEqualTo("authorization_pending");
		assertThat(poll(started.get("pollUrl").asText(), authReqId).getBody().get("error").asText())
			.isEqualTo("slow_down");

		Person person = new Person(started.get("url").asText());
		person.open();
		person.submit(Portrait.goodJpeg());
		this.integrator.awaitResult(started.get("trxId").asText());
		JsonNode result = poll(started.get("pollUrl").asText(), authReqId).getBody();

		assertThat(result.properties()).extracting(Map.Entry::getKey)
			.containsExactly("request_id", "workflow", "user_id", "selfie_registered_at", "photo_url",
					"selfie_registered");
		assertThat(result.properties()).allMatch((member) -> member.getValue().isTextual());
		assertThat(result.get("workflow").asText()).isEqualTo("onboarding");
		assertThat(result.get("user_id").asText()).isEqualTo(this.user);
		assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"email\":\"%s@bank.example\"} | %s@bank.example",
			"{\"phone\":\"+4930123456\"} | \\+4930123456", "{\"age\":30} | [0-9a-f-]{36}", "{} | [0-9a-f-]{36}" })
	void namesUserByMetadata(String metadata, String expected) {
		JsonNode started = form("1", this.integrator.credentials(), PATH,
				Map.of("request", "{\"user\":{\"metadata\":" + metadata.formatted(this.user) + "}}"))
			.getBody();

		assertThat(this.integrator.read(started.path("trxId").asText()).get("user_id").asText())
			.matches(expected.formatted(this.user));
		assertThat(started.get("openInNewTab").asBoolean()).isTrue();
		assertThat(started.has("qr")).isFalse();
		assertThat(started.has("success")).isFalse();
	}

	@Test
	void showsQrCode() {
		try (Integrator byQr = this.integrators.with(NotificationType.QR).start()) {
			JsonNode started = form("1", byQr.credentials(), PATH,
					Map.of("request", "{\"user\":{\"user_id\":\"" + this.user + "\"}}"))
				.getBody();

			assertThat(started.get("success").asBoolean()).isTrue();
			assertThat(started.get("qr").asText()).startsWith("data:image/png;base64,");
			assertThat(started.get("qr_payload").asText()).isEqualTo(started.get("url").asText());
		}
	}

	@Test
	void takesTheOlderVersionByFormAndByJson() throws Exception {
		String[] credentials = this.integrator.credentials().split(":");
		String request = "{\"user\":{\"user_id\":\"" + this.user + "\"}}";

		assertThat(form("0", null, PATH,
				Map.of("app_id", credentials[0], "app_secret", credentials[1], "request", request))
			.getBody()
			.has("auth_req_id")).isTrue();
		ResponseEntity<JsonNode> byJson = client(null).post()
			.uri(PATH)
			.header("api-version", "0")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("app_id", credentials[0], "app_secret", credentials[1], "request", JSON.readTree(request)))
			.retrieve()
			.toEntity(JsonNode.class);
		assertThat(byJson.getStatusCode().value()).isEqualTo(200);
		assertThat(byJson.getBody().has("auth_req_id")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"user\":{\"user_id\":\"%s\"}}", "{\"user\":{\"user_id\":\"%s\",\"email\":\"\"}}",
			"{\"user\":{\"user_id\":\"%s\",\"email\":\" \",\"metadata\":{\"email\":\"\"}}}" })
	void takesAnEmptyContactAsMissing(String request) {
		try (Integrator byMail = this.integrators.with(NotificationType.EMAIL).start()) {
			ResponseEntity<JsonNode> answer = form("1", byMail.credentials(), PATH,
					Map.of("request", request.formatted(this.user)));

			assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(422);
			assertThat(answer.getBody().get("code").asText()).isEqualTo("contact_missing");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"force_onboarding\":true,\"user\":{\"user_id\":\"%s\"}}",
			"{\"forceOnboarding\":true,\"user\":{\"user_id\":\"%s\"}}",
			"{\"user\":{\"user_id\":\"%s\",\"metadata\":{\"force_onboarding\":true}}}",
			"{\"user\":{\"metadata\":{\"userId\":\"%s\",\"forceOnboarding\":\"true\"}}}" })
	void sendsThroughOnboardingWhereverThatIsSaid(String request) throws Exception {
		JsonNode started = form("1", this.integrator.credentials(), PATH,
				Map.of("request", request.formatted(this.user)))
			.getBody();

		JsonNode read = this.integrator.read(started.get("trxId").asText());
		assertThat(read.get("workflow").asText()).isEqualTo("onboarding");
		assertThat(read.has("results")).as("two phases").isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "1 | {\"user\":{}} | 400 | invalid_request | 'user_id'",
			"1 | {\"user\":\"a\"} | 400 | invalid_request | 'user' does not have the right type",
			"1 | {\"user\": | 400 | invalid_request | not valid JSON at line 1",
			"2 | {\"user\":{\"user_id\":\"a\"}} | 400 | invalid_request | 'api-version'",
			"1 | {\"user\":{\"user_id\":\"a\",\"metadata\":{\"workflow\":\"other\"}}} | 400 | invalid_request | 'workflow'",
			"0 | {\"user\":{\"user_id\":\"a\"}} | 401 | unauthorized | needed",
			"1 | {\"auth_req_id\":\"nothing\"} | 400 | invalid_grant | auth_req_id",
			"1 | {\"user\":{\"user_id\":\"a\"},\"redirect_url\":\"https://evil.example\"} | 422 | redirect_not_allowed | redirect_url" })
	void refusesWhatItCannotRead(String version, String request, int status, String code, String problem) {
		ResponseEntity<JsonNode> answer = form(version, this.integrator.credentials(), PATH,
				Map.of("request", request));

		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
		assertThat(answer.getBody().get("detail").asText()).contains(problem);
	}

	@Test
	void needsTokenWhereTheApplicationIsPinged() {
		try (Integrator pinged = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.resultNotification(ResultNotificationWay.PING,
					URI.create("http://127.0.0.1:1/pings")))
			.start()) {
			ResponseEntity<JsonNode> answer = form("1", pinged.credentials(), PATH,
					Map.of("request", "{\"user\":{\"user_id\":\"a\"}}"));
			assertThat(answer.getStatusCode().value()).isEqualTo(422);
			assertThat(answer.getBody().get("code").asText()).isEqualTo("client_notification_token_missing");
		}
	}

	@Test
	void letsNobodyInFromAnotherWorkspaceOrWithWrongSecret() {
		Map<String, String> request = Map.of("request", "{\"user\":{\"user_id\":\"a\"}}");
		String other = PATH.replace("default", "elsewhere");
		for (ResponseEntity<JsonNode> answer : List.of(form("1", this.integrator.credentials(), other, request),
				form("1", this.integrator.applicationId() + ":wrong", PATH, request),
				form("1", "nobody:wrong", PATH, request), form("1", null, PATH, request))) {
			assertThat(answer.getStatusCode().value()).isEqualTo(401);
			assertThat(answer.getHeaders().getFirst("WWW-Authenticate")).startsWith("Basic");
			assertThat(answer.getBody().get("code").asText()).isEqualTo("unauthorized");
		}
	}

	private ResponseEntity<JsonNode> poll(String url, String authReqId) {
		return form("1", this.integrator.credentials(), URI.create(url).getPath(),
				Map.of("request", "{\"auth_req_id\":\"" + authReqId + "\"}"));
	}

	private ResponseEntity<JsonNode> form(String version, String credentials, String path, Map<String, String> fields) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		fields.forEach(form::add);
		return client(credentials).post()
			.uri(path)
			.header("api-version", version)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body(form)
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private RestClient client(String credentials) {
		return CallerClient.builder().baseUrl(this.web.baseUrl().toString()).defaultHeaders((headers) -> {
			if (credentials != null) {
				String[] pair = credentials.split(":");
				headers.setBasicAuth(pair[0], pair[1]);
			}
		}).build();
	}

}
