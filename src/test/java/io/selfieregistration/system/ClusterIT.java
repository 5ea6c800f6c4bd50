package io.selfieregistration.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes on one database and one store, behind the proxy of the profile
 * {@code cluster}: one of them dies amid the work, and nobody loses anything.
 */
@ProxyTest
@BrowserTest
@Tag("durability")
class ClusterIT {

	private static final int REQUESTS = 200;

	private static final int PEOPLE_AT_ONCE = 6;

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final String database = SystemContext.createDatabase();

	private final Path directory = Path.of("target", "cluster");

	private final int[] ports = { TestSocketUtils.findAvailableTcpPort(), TestSocketUtils.findAvailableTcpPort() };

	private final Proxy proxy = Proxy.before(this.ports[0], this.ports[1]);

	private final AtomicReference<Node.Installed> application = new AtomicReference<>();

	private final List<Node> nodes = new ArrayList<>();

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(SystemContext.services().jdbcUrl(this.database)));

	private Integrator integrator;

	@BeforeEach
	void start() throws IOException {
		this.proxy.start(this.directory.resolve("proxy.log"));
		this.integrator = new SystemFixtures.Integrators(
				(id, settings, secret, webhookSecret) -> this.application
					.set(new Node.Installed(id, secret.value(), settings.notificationUrl().toString(), webhookSecret)),
				this.proxy.url())
			.byLink();
		startNode(0);
		startNode(1);
	}

	@AfterEach
	void stop() {
		this.integrator.close();
		for (Node node : this.nodes) {
			node.close();
		}
		this.proxy.close();
	}

	@Test
	void finishesEverythingOnceWhenNodeIsKilledHalfWay() throws Exception {
		try (Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode shown = patiently(this::create);
			phone.open(shown.get("capture_url").asText());

			List<String> finished = registerAll(REQUESTS);

			phone.letPhotoBeTaken().usePhoto().expect("Completed");
			finished.add(shown.get("request_id").asText());
			assertThat(finished).hasSize(REQUESTS + 1).doesNotHaveDuplicates();
			assertThat(finished).allSatisfy(this::isRegisteredOnce);
		}
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(count("select count(*) from act_ru_execution")).isZero());
		assertThat(count("select count(*) from act_ru_incident")).isZero();
		assertThat(count("select count(*) from pending_message")).isZero();
		assertThat(count("select count(*) from request")).isEqualTo(REQUESTS + 1);
		assertThat(count("select count(*) from facial_template")).isEqualTo(REQUESTS + 1);
		assertThat(count("select count(*) from photo where state = 'stored'")).isEqualTo(REQUESTS + 1);
		assertThat(count("select count(*) from delivery")).isEqualTo(REQUESTS + 1);
	}

	/** Kills the first node when half of the people have sent their selfies. */
	private List<String> registerAll(int number) throws Exception {
		Semaphore submitted = new Semaphore(0);
		ExecutorService people = Executors.newFixedThreadPool(PEOPLE_AT_ONCE);
		try {
			List<Future<String>> requests = new ArrayList<>();
			for (int request = 0; request < number; request++) {
				requests.add(people.submit(() -> register(submitted)));
			}
			assertThat(submitted.tryAcquire(number / 2, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(requests).as("work that the node dies amid").anyMatch((request) -> !request.isDone());
			this.nodes.get(0).kill();
			List<String> finished = new ArrayList<>();
			for (Future<String> request : requests) {
				finished.add(request.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
			}
			return finished;
		}
		finally {
			people.shutdownNow();
		}
	}

	/** One integrator's call and one person, both as patient as they are meant to be. */
	private String register(Semaphore submitted) {
		JsonNode created = create();
		Person person = new Person(created.get("capture_url").asText());
		patiently(() -> successful(person.open()));
		String key = UUID.randomUUID().toString();
		JsonNode verdict = patiently(() -> successful(person.submit(Portrait.goodJpeg(), key)));
		assertThat(verdict.get("accepted").asBoolean()).isTrue();
		submitted.release();
		return created.get("request_id").asText();
	}

	private JsonNode create() {
		String key = UUID.randomUUID().toString();
		return patiently(() -> successful(this.integrator.client()
			.post()
			.uri("/api/v1/requests")
			.contentType(MediaType.APPLICATION_JSON)
			.header("Idempotency-Key", key)
			.body(Map.of("user_id", "user-" + key))
			.retrieve()
			.toEntity(JsonNode.class)));
	}

	private void isRegisteredOnce(String requestId) {
		JsonNode result = this.integrator.awaitResult(requestId);
		assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
		assertThat(this.integrator.awaitWebhook(requestId)).isEqualTo(result);
		List<LoggedRequest> webhooks = this.integrator.webhooks(requestId);
		assertThat(webhooks.stream().map((webhook) -> webhook.getHeader("webhook-id")).distinct()).hasSize(1);
		assertThat(webhooks.stream().map(LoggedRequest::getBodyAsString).distinct()).hasSize(1);
	}

	private int count(String sql) {
		return this.jdbc.sql(sql).query(Integer.class).single();
	}

	/** A second node finds the tables of the first one. */
	private void startNode(int number) throws IOException {
		Map<String, String> settings = new HashMap<>(SystemContext.settings(this.database, this.ports[number]));
		settings.put("selfie.web.base-url", this.proxy.url().toString());
		// A dead node's work is taken over when its locks end.
		settings.put("camunda.bpm.job-execution.lock-time-in-millis", "6000");
		settings.put("selfie.webhook.timeout", "5s");
		settings.put("selfie.sms.timeout", "5s");
		this.nodes.add(Node.start(settings, this.application.get(),
				Map.of(HaltingNode.HALT_AFTER, "0", HaltingNode.ARMED, this.directory.resolve("never").toString()),
				this.directory.resolve("node-" + (number + 1) + ".log")));
		URI ready = URI.create("http://127.0.0.1:" + this.ports[number] + "/readyz");
		await().atMost(PATIENCE).until(() -> Proxy.answersOk(ready));
	}

	private static JsonNode successful(ResponseEntity<JsonNode> answer) {
		return answer.getStatusCode().is2xxSuccessful() ? answer.getBody() : null;
	}

	/** Repeats a call until it is answered as it should be, whoever dies meanwhile. */
	private static JsonNode patiently(Supplier<JsonNode> call) {
		return await().atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(200))
			.ignoreExceptionsInstanceOf(RestClientException.class)
			.until(call::get, (answer) -> answer != null);
	}

}
