package io.selfieregistration.contract;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResponseType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.contract.ApiContract.Described;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.renewal.process.RenewTemplatesProcess;
import io.selfieregistration.system.CallerClient;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Operators;
import io.selfieregistration.system.Operators.OperatorClient;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The API does what its description says: each answer that is described is reached, each
 * answer has the described shape, and what is not described is refused by name.
 */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
class ContractIT {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Path COMMITTED = Path.of("docs", "api", "openapi.json");

	private static final Path CURRENT = Path.of("target", "openapi.json");

	private static final String REQUESTS = "/api/v1/requests";

	private static final String APPLICATIONS = "/api/v1/applications";

	private static final String RULES = "/api/v1/rules";

	private static final String TRANSACTION = "/auth/realms/{workspace}/protocol/openid-connect/transaction";

	@Autowired
	private Integrators integrators;

	@Autowired
	private Operators operators;

	@Autowired
	private WebSettings web;

	@Autowired
	private ManagementService management;

	private ApiContract contract;

	private RestClient nobody;

	private OperatorClient operator;

	private RestClient nothing;

	private Integrator integrator;

	@BeforeAll
	void readDescription() {
		this.nobody = client();
		this.contract = new ApiContract(this.nobody.get().uri("/api/openapi.json").retrieve().body(JsonNode.class));
		this.operator = this.operators.first();
		this.nothing = this.operators.ofNothing().client();
		this.integrator = this.integrators.byLink();
	}

	@AfterAll
	void everyDescribedAnswerWasReached() {
		this.integrator.close();
		Set<String> missed = new TreeSet<>(this.contract.described());
		missed.removeAll(this.contract.seen());
		assertThat(missed).as("described answers that no test reaches").isEmpty();
	}

	@Test
	void isDescribedAsCommitted() throws Exception {
		String current = JSON.writer()
			.with(SerializationFeature.INDENT_OUTPUT)
			.writeValueAsString(this.nobody.get().uri("/api/openapi.json").retrieve().body(JsonNode.class)) + "\n";
		Files.writeString(CURRENT, current);

		assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
			.as("%s; if the API was changed on purpose, copy %s there", COMMITTED, CURRENT)
			.isEqualTo(current);
		assertThat(JSON.readTree(current).get("openapi").asText()).startsWith("3.1");
	}

	@Test
	void letsInOnlyWhoMayCall() {
		for (Described operation : this.contract.operations()) {
			if (operation.path().startsWith("/api/v1/")) {
				call(this.nobody, operation, operation.somewhere(), "{}", MediaType.APPLICATION_JSON, 401);
			}
			if (operation.ofOperators()) {
				call(this.nothing, operation, operation.somewhere(), "{}", MediaType.APPLICATION_JSON, 403);
			}
		}
	}

	@Test
	void refusesBodiesThatAreTooLargeOrOfAnotherType() {
		for (Described operation : this.contract.operations()) {
			if (operation.node().has("requestBody")) {
				call(clientFor(operation), operation, operation.somewhere(), "{\"a\":\"" + "a".repeat(70_000) + "\"}",
						MediaType.APPLICATION_JSON, 413);
			}
			if (operation.node().has("requestBody")) {
				call(clientFor(operation), operation, operation.somewhere(), "text", MediaType.TEXT_PLAIN, 415);
			}
		}
	}

	@Test
	void refusesUnknownFieldsAndWrongTypesByTheirNames() {
		int checked = 0;
		for (Described operation : this.contract.operations()) {
			if (!operation.path().startsWith("/api/v1/") || !operation.takesJson()) {
				continue;
			}
			JsonNode schema = this.contract
				.resolve(operation.node().get("requestBody").get("content").get("application/json").get("schema"));
			checked += refuses(operation, Map.of("no_such_field", 1), "'no_such_field' is not a known field");
			for (Iterator<String> fields = schema.get("properties").fieldNames(); fields.hasNext();) {
				String field = fields.next();
				JsonNode type = this.contract.resolve(schema.get("properties").get(field));
				boolean any = type.path("type").isMissingNode();
				Object wrong = "object".equals(type.path("type").asText()) ? 7.5 : Map.of("a", 1);
				if (!any) {
					checked += refuses(operation, Map.of(field, wrong), "'" + field + "' does not have the right type");
				}
			}
		}
		assertThat(checked).isGreaterThan(50);
	}

	private int refuses(Described operation, Map<String, ?> body, String problem) {
		JsonNode answer = call(clientFor(operation), operation, operation.somewhere(), body, MediaType.APPLICATION_JSON,
				400);
		assertThat(answer.get("detail").asText()).as("%s with %s", operation, body).contains(problem);
		return 1;
	}

	@Test
	void administersApplications() {
		String id = "contract-" + UUID.randomUUID();
		String one = APPLICATIONS + "/{id}";
		Map<String, Object> settings = Map.of("name", "Bank", "verification_workflow", "verification",
				"result_notification_way", "push", "notification_url", this.integrator.receiver().url("/results"));
		post(APPLICATIONS, Map.of("application_id", id, "settings", settings), 201);
		post(APPLICATIONS, Map.of("application_id", id, "settings", settings), 409);
		post(APPLICATIONS, Map.of("settings", Map.of("name", "Bank", "verification_workflow", "nothing")), 422);
		post(APPLICATIONS, Map.of("workspace", "nowhere", "settings", settings), 404);
		get(APPLICATIONS, "?limit=1", 200);
		get(APPLICATIONS, "?limit=0", 400);
		get(APPLICATIONS, "?workspace=nowhere", 404);
		get(one, "", 200, id);
		unchanged(one, id);
		get(one, "", 404, "nothing");
		put(one, settings, "\"1\"", 200, id);
		put(one, settings, "\"1\"", 412, id);
		put(one, settings, null, 428, id);
		put(one, settings, "\"1\"", 404, "nothing");
		put(one, Map.of("name", "Bank", "gatepass_rule", "1 +"), "\"2\"", 422, id);
		get(one + "/changes", "", 200, id);
		get(one + "/changes", "", 404, "nothing");
		post(one + "/secrets", Map.of("purpose", "webhook_secret"), 201, id);
		post(one + "/secrets", Map.of("purpose", "api_secret"), 404, "nothing");
		post(one + "/test-event", null, 200, id);
		post(one + "/test-event", null, 404, "nothing");
		put(one, Map.of("name", "Bank"), "\"2\"", 200, id);
		post(one + "/test-event", null, 409, id);
		delete(one, "2", 400, id);
		delete(one, "\"2\"", 412, id);
		delete(one, "\"3\"", 204, id);
		delete(one, null, 404, id);
		this.integrator.start();
		delete(one, null, 409, this.integrator.applicationId());
	}

	@Test
	void administersRules() {
		String name = "contract-" + UUID.randomUUID().toString().substring(0, 8);
		String caller = name + "-caller";
		String one = RULES + "/{name}";
		post(RULES, Map.of("name", name, "expression", "user.age >= 18"), 201);
		post(RULES, Map.of("name", name, "expression", "user.age >= 18"), 409);
		post(RULES, Map.of("name", caller, "expression", "user.age >"), 422);
		post(RULES, Map.of("name", caller, "expression", "rule(\"" + name + "\")"), 201);
		post(RULES + "?workspace=nowhere", RULES, Map.of("name", name, "expression", "true"), 404);
		get(RULES, "", 200);
		get(RULES, "?limit=0", 400);
		get(RULES, "?workspace=nowhere", 404);
		get(one, "", 200, name);
		unchanged(one, name);
		get(one, "", 404, "nothing");
		get(one, "?workspace=" + "a".repeat(65), 400, name);
		put(one, Map.of("expression", "user.age >= 21"), "\"1\"", 200, name);
		put(one, Map.of("expression", "user.age >= 21"), "\"1\"", 412, name);
		put(one, Map.of("expression", "user.age >= 21"), null, 428, name);
		put(one, Map.of("expression", "user.age >="), "\"2\"", 422, name);
		put(one, Map.of("expression", "true"), "\"1\"", 404, "nothing");
		get(one + "/versions", "", 200, name);
		get(one + "/versions", "", 404, "nothing");
		get(one + "/versions", "?limit=0", 400, name);
		Map<String, Object> context = Map.of("user", Map.of("user_id", "ada", "age", 30));
		post(RULES + "/evaluate", Map.of("name", name, "context", context), 200);
		post(RULES + "/evaluate", Map.of("expression", "user.size > 1", "context", context), 422);
		post(RULES + "/evaluate", Map.of("name", "nothing", "context", context), 404);
		delete(one, "\"2\"", 409, name);
		delete(one, null, 428, name);
		delete(one, "\"1\"", 412, name);
		delete(one, "\"1\"", 404, "nothing");
		call(this.operator.client(), "DELETE", one, one.replace("{name}", name) + "?workspace=" + "a".repeat(65), null,
				null, Map.of(), 400);
		delete(one, "\"1\"", 204, caller);
		delete(one, "\"2\"", 204, name);
	}

	@Test
	void administersBlockList() {
		String list = "/api/v1/block-list";
		JsonNode created = start(this.integrator, Map.of("user_id", "user-" + UUID.randomUUID()), 202);
		Person person = new Person(created.get("capture_url").asText());
		person.open();
		person.submit(Portrait.goodJpeg());
		String id = created.get("request_id").asText();
		this.integrator.awaitResult(id);
		Map<String, Object> face = Map.of("request_id", id, "reason", "fraud", "expires_in", "1h");
		String entry = post(list, face, 201).get("id").asText();
		post(list, face, 409);
		post(list + "?workspace=nowhere", list, face, 404);
		get(list, "", 200);
		get(list, "?limit=0", 400);
		get(list, "?workspace=nowhere", 404);
		get(list + "/changes", "", 200);
		get(list + "/changes", "?limit=0", 400);
		get(list + "/changes", "?workspace=nowhere", 404);
		delete(list + "/{id}", null, 204, entry);
		delete(list + "/{id}", null, 404, entry);
	}

	@Test
	void showsWorkflows() {
		get("/api/v1/workflows", "", 200);
		get("/api/v1/workflows", "?workspace=nowhere", 404);
		get("/api/v1/workflows", "?workspace=" + "a".repeat(65), 400);
		get("/api/v1/workflows/{key}", "", 200, "verification");
		get("/api/v1/workflows/{key}", "", 404, "nothing");
		get("/api/v1/workflows/{key}", "?workspace=" + "a".repeat(65), 400, "verification");
	}

	@Test
	void showsSigningKeys() {
		call(this.nobody, "GET", "/.well-known/jwks.json", "/.well-known/jwks.json", null, null, Map.of(), 200);
		get("/api/v1/signing-keys", "", 200);
		post("/api/v1/signing-keys", null, 201);
	}

	@Test
	void runsRequests() {
		String one = REQUESTS + "/{id}";
		RestClient caller = this.integrator.client();
		JsonNode created = start(this.integrator, Map.of("user_id", "user-" + UUID.randomUUID()), 202);
		String id = created.get("request_id").asText();
		start(this.integrator, Map.of("user_id", "a", "workflow", "onboarding"), 403);
		start(this.integrator, Map.of("user_id", "a", "redirect_url", "https://evil.example/"), 422);
		asking(caller, REQUESTS, "", 200);
		asking(caller, REQUESTS, "?limit=0", 400);
		asking(caller, one, "", 200, id);
		asking(caller, one, "", 404, "nothing");
		asking(caller, one + "/photo", "", 404, id);
		asking(caller, one + "/photo", "?workflow=other", 400, id);
		acting(caller, one + "/capture-link", 200, id);
		acting(caller, one + "/capture-link", 404, "nothing");
		acting(caller, one + "/cancel", 404, "nothing");
		poll(this.integrator, created, 400);
		JsonNode renewed = acting(caller, one + "/capture-link", 200, id);
		Person person = new Person(renewed.get("capture_url").asText());
		person.open();
		person.submit(Portrait.goodJpeg());
		this.integrator.awaitResult(id);
		acting(caller, one + "/cancel", 409, id);
		acting(caller, one + "/capture-link", 409, id);
		asking(caller, one, "", 200, id);
		asking(caller, one + "/photo", "", 200, id);
		asking(caller, one + "/decisions", "", 200, id);
		asking(caller, one + "/decisions", "", 404, "nothing");
		asking(caller, "/api/v1/users/{user_id}", "", 200, "somebody");
		asking(caller, "/api/v1/users", "?user_id=some%2Fbody", 200);
		assertThat(poll(this.integrator, created, 200).get("selfie_registered").asText()).isEqualTo("true");
		String other = start(this.integrator, Map.of("user_id", "user-" + UUID.randomUUID()), 202).get("request_id")
			.asText();
		acting(caller, one + "/cancel", 200, other);
		try (Integrator none = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.verificationWorkflow(null))
			.start();
				Integrator mail = this.integrators.with(NotificationType.EMAIL).start();
				Integrator limited = this.integrators.with(NotificationType.LINK)
					.set((settings) -> settings.requestsPerMinute(1))
					.start()) {
			// On a slow machine a minute may be over between two calls, not between ten.
			assertThat(firstRefusal(() -> answered(limited.client(), REQUESTS, REQUESTS, Map.of("user_id", "a"))))
				.isEqualTo(429);
			assertThat(firstRefusal(
					() -> answered(limited.client(), TRANSACTION, TRANSACTION.replace("{workspace}", "default"),
							Map.of("request", "{\"user\":{\"user_id\":\"a\"}}"))))
				.isEqualTo(429);
			start(none, Map.of("user_id", "a"), 409);
			JsonNode sent = start(mail,
					Map.of("user_id", "user-" + UUID.randomUUID(), "email", UUID.randomUUID() + "@people.example"),
					202);
			await().until(() -> call(mail.client(), "POST", one + "/capture-link",
					one.replace("{id}", sent.get("request_id").asText()) + "/capture-link", null, null, Map.of(),
					202) != null);
		}
	}

	@Test
	void presentsLinksAndResultsInEveryForm() {
		for (NotificationType type : List.of(NotificationType.QR, NotificationType.SDK)) {
			try (Integrator other = this.integrators.with(type)
				.set((settings) -> settings.sdkOrigins("https://shop.example"))
				.start()) {
				JsonNode created = start(other, Map.of("user_id", "user-" + UUID.randomUUID()), 202);
				assertThat(created.has((type == NotificationType.QR) ? "qr_svg" : "sdk")).isTrue();
			}
		}
		for (ResponseType form : List.of(ResponseType.ENCRYPTED, ResponseType.TOKEN)) {
			try (Integrator other = this.integrators.with(NotificationType.LINK)
				.set((settings) -> settings.responseType(form).resultNotification(ResultNotificationWay.POLL, null))
				.start()) {
				JsonNode created = start(other, Map.of("user_id", "user-" + UUID.randomUUID()), 202);
				Person person = new Person(created.get("capture_url").asText());
				person.open();
				person.submit(Portrait.goodJpeg());
				other.awaitResult(created.get("request_id").asText());
				poll(other, created, 200);
			}
		}
	}

	@Test
	void showsDeliveries() {
		JsonNode created = start(this.integrator, Map.of("user_id", "user-" + UUID.randomUUID()), 202);
		String id = created.get("request_id").asText();
		this.integrator.client().post().uri(REQUESTS + "/{id}/cancel", id).retrieve().toBodilessEntity();
		this.integrator.awaitWebhook(id);
		JsonNode list = get("/api/v1/deliveries", "?request_id=" + id, 200);
		String delivery = list.get("deliveries").get(0).get("delivery_id").asText();
		get("/api/v1/deliveries", "?state=lost", 400);
		get("/api/v1/deliveries", "?workspace=nowhere", 404);
		get("/api/v1/deliveries/{id}", "", 200, delivery);
		get("/api/v1/deliveries/{id}", "", 404, "nothing");
		post("/api/v1/deliveries/{id}/redeliver", null, 202, delivery);
		post("/api/v1/deliveries/{id}/redeliver", null, 404, "nothing");
	}

	@Test
	void renewsTemplates() {
		String renewals = "/api/v1/template-renewals";
		this.management.suspendJobDefinitionByProcessDefinitionKey(RenewTemplatesProcess.KEY, true);
		String id;
		try {
			id = post(renewals, null, 202).get("renewal_id").asText();
			post(renewals, null, 409);
		}
		finally {
			this.management.activateJobDefinitionByProcessDefinitionKey(RenewTemplatesProcess.KEY, true);
		}
		post(renewals + "?workspace=nowhere", renewals, null, 404);
		post(renewals + "?workspace=" + "a".repeat(65), renewals, null, 400);
		get(renewals, "", 200);
		get(renewals, "?limit=0", 400);
		get(renewals, "?workspace=nowhere", 404);
		get(renewals + "/{id}", "", 200, id);
		get(renewals + "/{id}", "", 404, "nothing");
		get(renewals + "/{id}/failures", "", 200, id);
		get(renewals + "/{id}/failures", "?limit=0", 400, id);
		get(renewals + "/{id}/failures", "", 404, "nothing");
		await().until(() -> get(renewals + "/{id}", "", 200, id).get("state").asText().equals("completed"));
	}

	@Test
	void takesTransactions() {
		transaction("{\"user\":{\"user_id\":\"user-" + UUID.randomUUID() + "\"}}", this.integrator, 200);
		transaction("{\"user\":{}}", this.integrator, 400);
		transaction("{\"auth_req_id\":\"nothing\"}", this.integrator, 400);
		transaction("{\"user\":{\"user_id\":\"a\",\"metadata\":{\"workflow\":\"onboarding\"}}}", this.integrator, 403);
		transaction("{\"user\":{\"user_id\":\"a\"},\"redirect_url\":\"https://evil.example/\"}", this.integrator, 422);
		call(this.nobody, "POST", TRANSACTION, TRANSACTION.replace("{workspace}", "default"), Map.of("request", "{}"),
				MediaType.APPLICATION_JSON, Map.of("api-version", "1"), 401);
		try (Integrator none = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.verificationWorkflow(null))
			.start()) {
			transaction("{\"user\":{\"user_id\":\"a\"}}", none, 402);
		}
	}

	private JsonNode start(Integrator caller, Map<String, ?> body, int status) {
		return call(caller.client(), "POST", REQUESTS, REQUESTS, body, MediaType.APPLICATION_JSON, Map.of(), status);
	}

	private static int firstRefusal(java.util.function.IntSupplier call) {
		return java.util.stream.IntStream.generate(call)
			.limit(10)
			.filter((status) -> status >= 400)
			.findFirst()
			.orElse(0);
	}

	private int answered(RestClient caller, String path, String address, Object body) {
		ResponseEntity<byte[]> answer = caller.post()
			.uri(URI.create(this.web.baseUrl() + address))
			.header("api-version", "1")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(byte[].class);
		this.contract.verify("POST", path, answer);
		return answer.getStatusCode().value();
	}

	private JsonNode poll(Integrator caller, JsonNode created, int status) {
		return call(caller.client(), "POST", "/api/v1/results", "/api/v1/results",
				Map.of("auth_req_id", created.get("auth_req_id").asText()), MediaType.APPLICATION_JSON, Map.of(),
				status);
	}

	private void transaction(String request, Integrator caller, int status) {
		call(caller.client(), "POST", TRANSACTION, TRANSACTION.replace("{workspace}", "default"),
				Map.of("request", request), MediaType.APPLICATION_JSON, Map.of("api-version", "1"), status);
	}

	private JsonNode get(String path, String query, int status, Object... variables) {
		return asking(this.operator.client(), path, query, status, variables);
	}

	private void unchanged(String path, Object... variables) {
		call(this.operator.client(), "GET", path, filled(path, variables), null, null, Map.of("If-None-Match", "\"1\""),
				304);
	}

	private JsonNode asking(RestClient caller, String path, String query, int status, Object... variables) {
		return call(caller, "GET", path, filled(path, variables) + query, null, null, Map.of(), status);
	}

	private JsonNode acting(RestClient caller, String path, int status, Object... variables) {
		return call(caller, "POST", path, filled(path, variables), null, null, Map.of(), status);
	}

	private JsonNode post(String path, Object body, int status, Object... variables) {
		return call(this.operator.client(), "POST", path, filled(path, variables), body, MediaType.APPLICATION_JSON,
				Map.of(), status);
	}

	private JsonNode post(String address, String path, Object body, int status) {
		return call(this.operator.client(), "POST", path, address, body, MediaType.APPLICATION_JSON, Map.of(), status);
	}

	private void put(String path, Object body, String ifMatch, int status, Object... variables) {
		call(this.operator.client(), "PUT", path, filled(path, variables), body, MediaType.APPLICATION_JSON,
				(ifMatch != null) ? Map.of("If-Match", ifMatch) : Map.of(), status);
	}

	private void delete(String path, String ifMatch, int status, Object... variables) {
		call(this.operator.client(), "DELETE", path, filled(path, variables), null, null,
				(ifMatch != null) ? Map.of("If-Match", ifMatch) : Map.of(), status);
	}

	private static String filled(String path, Object... variables) {
		String filled = path;
		for (Object variable : variables) {
			filled = filled.replaceFirst("\\{[a-z_]+}", variable.toString());
		}
		return filled;
	}

	private JsonNode call(RestClient caller, Described operation, String address, Object body, MediaType type,
			int status) {
		boolean hasBody = operation.node().has("requestBody");
		return call(caller, operation.method(), operation.path(), address, hasBody ? body : null, hasBody ? type : null,
				Map.of("If-Match", "\"1\""), status);
	}

	private JsonNode call(RestClient caller, String method, String path, String address, Object body, MediaType type,
			Map<String, String> headers, int status) {
		RestClient.RequestBodySpec call = caller.method(HttpMethod.valueOf(method))
			.uri(URI.create(this.web.baseUrl() + address))
			.headers((all) -> headers.forEach(all::set));
		if (body != null) {
			call.contentType(type).body(body);
		}
		ResponseEntity<byte[]> answer = call.retrieve().toEntity(byte[].class);
		assertThat(answer.getStatusCode().value())
			.as("%s %s: %s", method, address, (answer.getBody() != null) ? new String(answer.getBody()) : "")
			.isEqualTo(status);
		this.contract.verify(method, path, answer);
		MediaType answered = answer.getHeaders().getContentType();
		return (answered != null && answered.getSubtype().endsWith("json")) ? ApiContract.json(answer) : null;
	}

	private RestClient clientFor(Described operation) {
		return operation.ofOperators() ? this.operator.client() : this.integrator.client();
	}

	private RestClient client() {
		return CallerClient.builder().baseUrl(this.web.baseUrl().toString()).build();
	}

}
