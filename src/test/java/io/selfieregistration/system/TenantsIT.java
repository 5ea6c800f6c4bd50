package io.selfieregistration.system;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.system.Operators.OperatorClient;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two workspaces on one installation: for every call and every id of the one, the other
 * is told exactly what it would be told if there were nothing.
 */
@SystemTest
class TenantsIT {

	private static final Map<String, String> BODIES = Map.of("/api/v1/applications/{id}", "{\"name\":\"Mine now\"}",
			"/api/v1/applications/{id}/secrets", "{\"purpose\":\"api_secret\"}", "/api/v1/rules/{name}",
			"{\"expression\":\"true\"}");

	@Autowired
	private Operators operators;

	@Autowired
	private Applications applications;

	@Autowired
	private WebSettings web;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void tellsNothingOfAnotherWorkspace() {
		OperatorClient victim = this.operators.ofNewWorkspace();
		OperatorClient attacker = this.operators.ofNewWorkspace();
		RestClient victimsApplication = application("victim-" + UUID.randomUUID(), victim.workspace());
		RestClient attackersApplication = application("attacker-" + UUID.randomUUID(), attacker.workspace());
		String user = "user-" + UUID.randomUUID();
		String applicationId = this.jdbc.sql("select id from application where workspace = ?")
			.param(victim.workspace())
			.query(String.class)
			.single();
		assertThat(victim
			.post("/api/v1/rules?workspace=" + victim.workspace(), Map.of("name", "secret-rule", "expression", "true"))
			.getStatusCode()
			.value()).isEqualTo(201);
		JsonNode created = post(victimsApplication, "/api/v1/requests", Map.of("user_id", user)).getBody();
		String requestId = created.get("request_id").asText();
		post(victimsApplication, "/api/v1/requests/" + requestId + "/cancel", Map.of());
		String deliveryId = await()
			.until(() -> this.jdbc.sql("select id from delivery where application_id = ?")
				.param(applicationId)
				.query(String.class)
				.list(), (ids) -> !ids.isEmpty())
			.get(0);
		String renewalId = victim.post("/api/v1/template-renewals?workspace=" + victim.workspace(), null)
			.getBody()
			.get("renewal_id")
			.asText();
		await().until(() -> victim.get("/api/v1/template-renewals/" + renewalId)
			.getBody()
			.get("state")
			.asText()
			.equals("completed"));
		String before = everythingOf(victim.workspace());
		Map<String, String> ids = Map.of("{key}", "no-such-workflow", "{user_id}", user, "{name}", "secret-rule",
				"{id}", "");

		JsonNode description = RestClient.create()
			.get()
			.uri(this.web.baseUrl() + "/api/openapi.json")
			.retrieve()
			.body(JsonNode.class);
		int checked = 0;
		for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
			String template = path.getKey();
			if (!template.startsWith("/api/v1/") || !template.contains("{") || template.contains("{user_id}")
					|| template.contains("{key}")) {
				continue;
			}
			boolean ofOperators = path.getValue().toString().contains("\"operator\"");
			RestClient caller = ofOperators ? attacker.client() : attackersApplication;
			String id = template.contains("/applications/") ? applicationId : template.contains("/deliveries/")
					? deliveryId : template.contains("/template-renewals/") ? renewalId : requestId;
			String theirs = template.replace("{id}", id).replace("{name}", ids.get("{name}"));
			String nowhere = template.replace("{id}", id.replaceAll("[0-9a-f]", "0")).replace("{name}", "no-such-rule");
			for (String method : List.of("get", "put", "post", "delete")) {
				if (path.getValue().has(method)) {
					String query = template.contains("/rules/") ? "?workspace=" + attacker.workspace() : "";
					ResponseEntity<JsonNode> answer = call(caller, method, theirs + query, BODIES.get(template));
					ResponseEntity<JsonNode> unknown = call(caller, method, nowhere + query, BODIES.get(template));
					assertThat(answer.getStatusCode().value()).as("%s %s", method, template).isEqualTo(404);
					assertThat(withoutAddress(answer)).as("%s %s", method, template).isEqualTo(withoutAddress(unknown));
					checked++;
				}
			}
		}
		assertThat(checked).as("calls with an id").isGreaterThan(15);

		for (String list : List.of("/api/v1/applications", "/api/v1/rules", "/api/v1/workflows", "/api/v1/deliveries",
				"/api/v1/template-renewals", "/api/v1/block-list", "/api/v1/block-list/changes")) {
			assertThat(withoutAddress(attacker.get(list + "?workspace=" + victim.workspace())))
				.isEqualTo(withoutAddress(attacker.get(list + "?workspace=nowhere")));
			assertThat(attacker.get(list + "?workspace=" + attacker.workspace()).getBody().toString())
				.doesNotContain(applicationId, requestId, deliveryId, renewalId, "secret-rule");
		}
		assertThat(
				call(attackersApplication, "get", "/api/v1/requests?user_id=" + user, null).getBody().get("requests"))
			.isEmpty();
		assertThat(call(attackersApplication, "get", "/api/v1/users/" + user, null).getBody().get("status").asText())
			.isEqualTo("new");
		assertThat(post(attackersApplication, "/api/v1/results",
				Map.of("auth_req_id", created.get("auth_req_id").asText()))
			.getBody()
			.get("code")
			.asText()).isEqualTo("invalid_grant");
		assertThat(everythingOf(victim.workspace())).as("nothing was changed").isEqualTo(before);
	}

	private RestClient application(String id, String workspace) {
		ApplicationSecret secret = ApplicationSecret.generate();
		this.applications.put(id, workspace,
				ApplicationSettingsFixture.named("Bank")
					.resultNotification(ResultNotificationWay.PUSH, URI.create("https://receiver.invalid/results"))
					.build(),
				secret, "whsec_c2VjcmV0IG9mIHRoZSByZWNlaXZlcg==");
		return CallerClient.builder()
			.baseUrl(this.web.baseUrl().toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(id, secret.value()))
			.build();
	}

	private static ResponseEntity<JsonNode> post(RestClient caller, String path, Object body) {
		return caller.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private static ResponseEntity<JsonNode> call(RestClient caller, String method, String path, String body) {
		RestClient.RequestBodySpec call = caller.method(HttpMethod.valueOf(method.toUpperCase(java.util.Locale.ROOT)))
			.uri(path)
			.header("If-Match", "\"1\"");
		if (body != null) {
			call.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return call.retrieve().toEntity(JsonNode.class);
	}

	/** An answer quotes the address that was called, and nothing else may differ. */
	private static JsonNode withoutAddress(ResponseEntity<JsonNode> answer) {
		return (answer.getBody() instanceof ObjectNode problem) ? problem.without("instance") : answer.getBody();
	}

	private String everythingOf(String workspace) {
		return this.jdbc.sql("""
				select (select json_agg(a order by id)::text from application a where workspace = :workspace)
				    || (select json_agg(k order by k.id)::text from application_key k join application a
				        on a.id = k.application_id where a.workspace = :workspace and k.purpose <> 'api_secret')
				    || (select json_agg(r order by name)::text from rule r where workspace = :workspace)
				    || (select json_agg(p order by number)::text from request_phase p join request r
				        on r.id = p.request_id where r.workspace = :workspace)
				""").param("workspace", workspace).query(String.class).single();
	}

}
