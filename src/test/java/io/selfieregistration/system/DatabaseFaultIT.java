package io.selfieregistration.system;

import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.InterruptibleProxy.Proxies;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What callers are told while the database is gone, silent or busy with somebody else.
 * {@link VanishedHostIT} has what the database does for a node that has vanished.
 */
@SystemTest
@Tag("durability")
class DatabaseFaultIT {

	/** A caller who waits no longer than this. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final Duration RECOVERY = Duration.ofSeconds(60);

	@Autowired
	private Integrators integrators;

	@Autowired
	private Proxies proxies;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ProcessEngine engine;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private Integrator integrator;

	private RestClient caller;

	@BeforeEach
	void start() {
		this.integrator = this.integrators.byLink();
		String[] credentials = this.integrator.credentials().split(":", 2);
		this.caller = CallerClient.builder(PATIENCE)
			.baseUrl(this.integrator.baseUrl().toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(credentials[0], credentials[1]))
			.build();
	}

	@AfterEach
	void end() {
		this.threads.shutdownNow();
		this.proxies.database().resume();
		await().atMost(RECOVERY).until(() -> Proxy.answersOk(address("/readyz")));
		this.integrator.close();
	}

	@Test
	void forgetsNodesThatHaveVanished() {
		assertThat(this.jdbc
			.sql("select name, setting::bigint from pg_settings where source = 'client' and vartype = 'integer'")
			.query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
			.list()).contains(Map.entry("idle_in_transaction_session_timeout", 60_000L),
					Map.entry("lock_timeout", 3_000L), Map.entry("client_connection_check_interval", 5_000L),
					Map.entry("tcp_user_timeout", 30_000L), Map.entry("tcp_keepalives_idle", 30L),
					Map.entry("tcp_keepalives_interval", 10L), Map.entry("tcp_keepalives_count", 3L));
	}

	@Test
	void doesNotWaitForWhoeverHoldsTheRequest() throws SQLException {
		String id = this.integrator.start().get("request_id").asText();

		Connection somebody = holding(id);
		try (somebody) {
			isBusy(cancel(id));
		}

		await().atMost(RECOVERY).untilAsserted(() -> assertThat(cancel(id).getStatusCode().is2xxSuccessful()).isTrue());
	}

	/** The step has one retry, which is for mistakes. */
	@Test
	void usesUpNoRetryForFaults() {
		String mine = "new.application_id = '%s' and new.kind = 'module'".formatted(this.integrator.applicationId());
		JsonNode created;
		RefusedWrites busy = new RefusedWrites(this.jdbc, "rule_decision", mine, "55P03");
		try (busy) {
			created = this.integrator.start();
			String id = created.get("request_id").asText();
			await().atMost(RECOVERY).until(() -> this.jdbc.sql("""
					select exists (select from act_ru_job j
					    join act_ru_execution e on e.root_proc_inst_id_ = j.root_proc_inst_id_
					    where e.business_key_ = :id and (j.duedate_ is not null or j.retries_ = 0))
					""").param("id", id).query(Boolean.class).single());
		}

		assertThat(new Person(created.get("capture_url").asText()).open().getStatusCode().value()).isEqualTo(200);
	}

	@Test
	void answersWhileTheDatabaseIsSilent() {
		String id = this.integrator.start().get("request_id").asText();

		this.proxies.database().silence();

		isBusy(create());
		isBusy(cancel(id));
		this.proxies.database().resume();
		await().atMost(RECOVERY).untilAsserted(() -> assertThat(create().getStatusCode().value()).isEqualTo(202));
	}

	/** At once, and amid a call, where what fails first is the rollback. */
	@Test
	void tellsEveryCallerToComeBackWhileTheDatabaseIsGone() throws Exception {
		JsonNode created = this.integrator.start();
		String id = created.get("request_id").asText();
		Person person = new Person(created.get("capture_url").asText(), PATIENCE);
		person.open();
		RestClient operator = CallerClient.builder(PATIENCE)
			.baseUrl(this.integrator.baseUrl().toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD))
			.build();
		CockpitUser user = CockpitUser
			.of(this.engine, this.integrator.baseUrl(), OperatorClient.workspace(this.engine.getIdentityService()))
			.reading("*")
			.logIn();

		Connection somebody = holding(id);
		try (somebody) {
			Future<ResponseEntity<JsonNode>> amid = this.threads.submit(() -> cancel(id));
			awaitWaiting();
			this.proxies.database().interrupt();

			isBusy(amid.get(30, TimeUnit.SECONDS));
		}
		isBusy(create());
		isBusy(this.caller.get().uri("/api/v1/requests/{id}", id).retrieve().toEntity(JsonNode.class));
		isBusy(person.lookEarly());
		isBusy(person.openEarly());
		isBusy(person.submit(Portrait.goodJpeg()));
		for (String path : List.of("/api/v1/applications", "/api/v1/workflows", "/engine-rest/process-definition",
				"/engine-rest/history/process-instance/count")) {
			isBusy(operator.get().uri(path).retrieve().toEntity(JsonNode.class));
		}
		for (HttpResponse<byte[]> answer : List.of(user.get("/overview?days=7"), user.get("/requests"),
				user.get("/requests/" + id), user.engine("/process-definition"), user.tryToLogIn())) {
			isBusy(answer);
		}
	}

	private ResponseEntity<JsonNode> create() {
		return this.caller.post()
			.uri("/api/v1/requests")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("user_id", "user-" + UUID.randomUUID()))
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private ResponseEntity<JsonNode> cancel(String id) {
		return this.caller.post().uri("/api/v1/requests/{id}/cancel", id).retrieve().toEntity(JsonNode.class);
	}

	/** Holds the row of a request, on a connection that no fault reaches. */
	private Connection holding(String id) throws SQLException {
		String database = this.jdbc.sql("select current_database()").query(String.class).single();
		Connection connection = DriverManager.getConnection(SystemContext.services().jdbcUrl(database));
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement()) {
			statement.execute("select id from request where id = '" + id + "' for update");
		}
		return connection;
	}

	/** Waits until somebody waits for what another one holds. */
	private void awaitWaiting() {
		await().atMost(RECOVERY)
			.until(() -> this.jdbc.sql("select exists (select from pg_locks where not granted)")
				.query(Boolean.class)
				.single());
	}

	private static void isBusy(ResponseEntity<JsonNode> answer) {
		isBusy(answer.getStatusCode().value(), String.valueOf(answer.getHeaders().getContentType()),
				answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER), answer.getBody());
	}

	private static void isBusy(HttpResponse<byte[]> answer) {
		isBusy(answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""),
				answer.headers().firstValue("Retry-After").orElse(""), CockpitUser.json(answer));
	}

	private static void isBusy(int status, String type, String retryAfter, JsonNode body) {
		assertThat(status).as("%s", body).isEqualTo(503);
		assertThat(type).startsWith("application/problem+json");
		assertThat(retryAfter).isEqualTo("5");
		assertThat(body.get("code").asText()).isEqualTo("temporarily_unavailable");
	}

	private URI address(String path) {
		return this.integrator.baseUrl().resolve(path);
	}

}
