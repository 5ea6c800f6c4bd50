package io.selfieregistration.application;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.system.Operators;
import io.selfieregistration.system.Operators.OperatorClient;
import io.selfieregistration.system.Secrets;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Administers applications as an operator does, and as one must not. */
@SystemTest
class ApplicationApiIT {

	private final String id = "app-" + UUID.randomUUID();

	private final String path = "/api/v1/applications/" + this.id;

	@Autowired
	private Operators operators;

	@Autowired
	private WebSettings web;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void goesFromCreationByChangesToRemoval() {
		OperatorClient operator = this.operators.first();
		ResponseEntity<JsonNode> created = create(operator, Map.of("name", "Bank"));
		assertThat(created.getStatusCode().value()).isEqualTo(201);
		assertThat(created.getHeaders().getETag()).isEqualTo("\"1\"");
		JsonNode settings = created.getBody().get("settings");
		assertThat(settings.get("verification_way").asText()).isEqualTo("web");
		assertThat(settings.get("notification_type").asText()).isEqualTo("link");
		assertThat(settings.get("link_expiry").asText()).isEqualTo("PT30M");
		assertThat(settings.get("session_length").asText()).isEqualTo("PT30M");

		ResponseEntity<JsonNode> changed = operator.put(this.path, Map.of("name", "Bank 2", "link_expiry", "2d"),
				"\"1\"");
		assertThat(changed.getStatusCode().value()).isEqualTo(200);
		assertThat(changed.getHeaders().getETag()).isEqualTo("\"2\"");
		assertThat(changed.getBody().get("settings").get("link_expiry").asText()).isEqualTo("PT48H");
		assertThat(operator.get(this.path).getBody()).isEqualTo(changed.getBody());

		assertThat(operator.put(this.path, Map.of("name", "Bank 3"), "\"1\"").getStatusCode().value()).isEqualTo(412);
		assertThat(operator.put(this.path, Map.of("name", "Bank 3"), null).getStatusCode().value()).isEqualTo(428);
		assertThat(operator.get(this.path).getBody().get("settings").get("name").asText()).isEqualTo("Bank 2");

		JsonNode changes = operator.get(this.path + "/changes").getBody().get("changes");
		assertThat(changes).hasSize(2);
		assertThat(changes.get(0).get("action").asText()).isEqualTo("settings_changed");
		assertThat(changes.get(0).get("changed_by").asText()).isEqualTo("operator");
		assertThat(changes.get(0).get("changes").get("link_expiry").get("from").asText()).isEqualTo("PT30M");
		assertThat(changes.get(0).get("changes").get("link_expiry").get("to").asText()).isEqualTo("PT48H");
		assertThat(changes.get(0).get("changes").has("maximum_attempts")).isFalse();

		assertThat(operator.delete(this.path).getStatusCode().value()).isEqualTo(204);
		assertThat(operator.get(this.path).getStatusCode().value()).isEqualTo(404);
	}

	@Test
	void replacesSecretWithAnOverlapAndAtOnce() {
		OperatorClient operator = this.operators.first();
		String first = secret(create(operator, Map.of("name", "Bank")).getBody());
		assertThat(mayCall(first)).isTrue();

		String second = secret(rotate(operator, "api_secret", 3600));
		assertThat(mayCall(first)).as("in the overlap").isTrue();
		assertThat(mayCall(second)).isTrue();
		assertThat(operator.get(this.path).getBody().get("keys"))
			.filteredOn((key) -> key.get("purpose").asText().equals("api_secret"))
			.hasSize(2)
			.allMatch((key) -> key.hasNonNull("last_used_at"))
			.anyMatch((key) -> key.hasNonNull("expires_at"));

		String third = secret(rotate(operator, "api_secret", 0));
		assertThat(mayCall(first)).isFalse();
		assertThat(mayCall(second)).isFalse();
		assertThat(mayCall(third)).isTrue();
		assertThat(this.jdbc.sql("select count(*) from application_key where application_id = :id and sealed is null")
			.param("id", this.id)
			.query(Integer.class)
			.single()).as("API secrets are kept by their hash").isEqualTo(3);
		assertThat(operator.get(this.path + "/changes").getBody().toString()).contains("secret_rotated")
			.doesNotContain(first, second, third);
	}

	@Test
	void hintsAtNoMoreThanFourCharactersOfAnySecret() {
		OperatorClient operator = this.operators.first();
		create(operator, Map.of("name", "Bank"));
		String underscored;
		do {
			underscored = secret(rotate(operator, "encryption_key", 3600));
		}
		while (underscored.indexOf('_') < 10);

		assertThat(operator.get(this.path).getBody().get("keys")).allSatisfy((key) -> {
			String prefix = switch (key.get("purpose").asText()) {
				case "api_secret" -> "sk_";
				case "webhook_secret" -> "whsec_";
				default -> "";
			};
			assertThat(key.get("hint").asText()).startsWith(prefix).hasSize(prefix.length() + 4);
			assertThat(key.get("exposed").asBoolean(true)).isFalse();
			assertThat(key.get("key_id").asText()).isNotEmpty();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"name\":\"a\",\"colour\":1} | 400 | 'settings.colour' is not a known field",
			"{\"name\":\"a\",\"maximum_attempts\":\"3\"} | 400 | 'settings.maximum_attempts' does not have the right type",
			"{\"name\":7.5} | 400 | 'settings.name' does not have the right type", "{} | 400 | 'settings.name'",
			"{\"name\":\"a\",\"maximum_attempts\":11} | 400 | 'settings.maximum_attempts'",
			"{\"name\":\"a\",\"link_expiry\":\"soon\"} | 400 | 'settings.link_expiry' must be a duration",
			"{\"name\":\"a\",\"link_expiry\":60} | 400 | 'settings.link_expiry' does not have the right type",
			"{\"name\":\"a\",\"notification_type\":\"pigeon\"} | 400 | 'settings.notification_type' is not a known value",
			"{\"name\":\"a\",\"verification_workflow\":\"nothing\"} | 422 | 'verification_workflow' cannot be attached: No process",
			"{\"name\":\"a\",\"onboarding_workflow\":\"selfie-registration\"} | 422 | 'onboarding_workflow'",
			"{\"name\":\"a\",\"verification_way\":\"mobile_push\"} | 422 | 'verification_way' is not configured",
			"{\"name\":\"a\",\"verification_way\":\"ivr\"} | 422 | 'verification_way' is not configured",
			"{\"name\":\"a\",\"gatepass_rule\":\"user.age >\"} | 422 | 'gatepass_rule' is not valid",
			"{\"name\":\"a\",\"show_consent\":true} | 422 | 'consent_texts' must have a text",
			"{\"name\":\"a\",\"email_templates\":{\"en\":{\"body\":\"no link\"}}} | 422 | 'email_templates.en.body' must hold {{link}}",
			"{\"name\":\"a\\r\\nBcc: b@example.com\"} | 400 | 'settings.name' must not hold control characters",
			"{\"name\":\"a\",\"sender_name\":\"a\\r\\nBcc: b@example.com\"} | 400 | 'settings.sender_name' must not hold control characters",
			"{\"name\":\"a\",\"dead_letter\":\"mailto:ops@bank.example.\"} | 422 | 'dead_letter' must name one e-mail address",
			"{\"name\":\"a\",\"reminder\":\"2d\",\"link_expiry\":\"1d\"} | 422 | 'reminder' must be shorter" })
	void refusesSettingsThatCannotWorkAndNamesThem(String settings, int status, String problem) {
		ResponseEntity<JsonNode> answer = this.operators.first()
			.post("/api/v1/applications", "{\"application_id\":\"" + this.id + "\",\"settings\":" + settings + "}");

		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getBody().get("detail").asText()).contains(problem);
		assertThat(answer.getBody().get("code").asText())
			.isEqualTo((status == 400) ? "invalid_request" : "settings_invalid");
		assertThat(this.operators.first().get(this.path).getStatusCode().value()).isEqualTo(404);
	}

	@Test
	void keepsHostNamesOfAddressesInALabels() {
		JsonNode settings = create(this.operators.first(),
				Map.of("name", "Bank", "notification_url", "https://faß.example/hook?a=ß", "dead_letter",
						"https://bücher.example:8443/", "redirect_urls",
						List.of("https://BÜCHER.example/back", "https://bank.example/back")))
			.getBody()
			.get("settings");

		assertThat(settings.get("notification_url").asText()).isEqualTo("https://xn--fa-hia.example/hook?a=ß");
		assertThat(settings.get("dead_letter").asText()).isEqualTo("https://xn--bcher-kva.example:8443/");
		assertThat(settings.get("redirect_urls")).extracting(JsonNode::asText)
			.containsExactly("https://xn--bcher-kva.example/back", "https://bank.example/back");
	}

	@Test
	void tellsAnotherWorkspaceNothing() {
		OperatorClient mine = this.operators.ofNewWorkspace();
		OperatorClient other = this.operators.ofNewWorkspace();
		Map<String, Object> body = new HashMap<>(Map.of("application_id", this.id, "settings", Map.of("name", "Bank")));
		body.put("workspace", mine.workspace());
		assertThat(mine.post("/api/v1/applications", body).getStatusCode().value()).isEqualTo(201);

		String unknown = "/api/v1/applications/app-unknown";
		assertThat(other.get(this.path).getBody()).isEqualTo(instead(other.get(unknown)));
		assertThat(other.delete(this.path).getStatusCode().value()).isEqualTo(404);
		assertThat(other.put(this.path, Map.of("name", "Mine"), "\"1\"").getStatusCode().value()).isEqualTo(404);
		assertThat(other.post(this.path + "/secrets", Map.of("purpose", "api_secret")).getStatusCode().value())
			.isEqualTo(404);
		assertThat(other.get(this.path + "/changes").getStatusCode().value()).isEqualTo(404);
		assertThat(other.get("/api/v1/applications?workspace=" + mine.workspace()).getStatusCode().value())
			.isEqualTo(404);
		assertThat(other.get("/api/v1/applications?workspace=nowhere").getStatusCode().value()).isEqualTo(404);
		assertThat(other.post("/api/v1/applications", body).getStatusCode().value()).isEqualTo(404);
		assertThat(other.get("/api/v1/applications?workspace=" + other.workspace()).getBody().get("applications"))
			.isEmpty();
		assertThat(mine.get("/api/v1/applications?workspace=" + mine.workspace()).getBody().get("applications"))
			.hasSize(1);
		assertThat(this.operators.ofNothing().get(this.path).getStatusCode().value()).isEqualTo(403);
		assertThat(mine.get(this.path).getBody().get("version").asInt()).isEqualTo(1);
	}

	@Test
	void listsPageByPage() {
		OperatorClient operator = this.operators.ofNewWorkspace();
		for (int number = 0; number < 5; number++) {
			operator.post("/api/v1/applications", Map.of("application_id", this.id + "-" + number, "workspace",
					operator.workspace(), "settings", Map.of("name", "Bank")));
		}
		String list = "/api/v1/applications?limit=2&workspace=" + operator.workspace();

		JsonNode first = operator.get(list).getBody();
		JsonNode second = operator.get(list + "&after=" + first.get("next").asText()).getBody();
		JsonNode third = operator.get(list + "&after=" + second.get("next").asText()).getBody();

		assertThat(first.get("applications").get(0).get("application_id").asText()).isEqualTo(this.id + "-0");
		assertThat(second.get("applications").get(1).get("application_id").asText()).isEqualTo(this.id + "-3");
		assertThat(third.get("applications")).hasSize(1);
		assertThat(third.has("next")).isFalse();
		assertThat(operator.get("/api/v1/applications?limit=0").getStatusCode().value()).isEqualTo(400);
	}

	private ResponseEntity<JsonNode> create(OperatorClient operator, Map<String, ?> settings) {
		ResponseEntity<JsonNode> created = operator.post("/api/v1/applications",
				Map.of("application_id", this.id, "settings", settings));
		created.getBody().path("secret").asText();
		return created;
	}

	private JsonNode rotate(OperatorClient operator, String purpose, int overlap) {
		ResponseEntity<JsonNode> rotated = operator.post(this.path + "/secrets",
				Map.of("purpose", purpose, "overlap_seconds", overlap));
		assertThat(rotated.getStatusCode().value()).isEqualTo(201);
		return rotated.getBody();
	}

	private static String secret(JsonNode answer) {
		return Secrets.remember(answer.get("secret").asText());
	}

	/** What an unknown id is answered, with the address that was called. */
	private JsonNode instead(ResponseEntity<JsonNode> unknown) {
		assertThat(unknown.getStatusCode().value()).isEqualTo(404);
		((com.fasterxml.jackson.databind.node.ObjectNode) unknown.getBody()).put("instance", this.path);
		return unknown.getBody();
	}

	private boolean mayCall(String secret) {
		int status = RestClient.create()
			.get()
			.uri(this.web.baseUrl() + "/api/v1/requests")
			.headers((headers) -> headers.setBasicAuth(this.id, secret))
			.retrieve()
			.onStatus((any) -> true, (request, response) -> {
			})
			.toBodilessEntity()
			.getStatusCode()
			.value();
		return status == 200;
	}

}
