package io.selfieregistration.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.Portrait;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A host loses its power or its network while one of its threads holds the row of a
 * request and another one delivers a result. The database hears nothing of that, and the
 * other node takes over.
 */
@Tag("durability")
class VanishedHostIT {

	/** From the moment at which the host vanishes. */
	private static final Duration TAKE_OVER = Duration.ofSeconds(150);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final Duration START = Duration.ofMinutes(3);

	private static final Path DIRECTORY = Path.of("target", "vanished");

	private final String database = SystemContext.createDatabase();

	private final int vanishingPort = TestSocketUtils.findAvailableTcpPort();

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final AtomicReference<Node.Installed> application = new AtomicReference<>();

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(SystemContext.services().jdbcUrl(this.database)));

	private final InterruptibleProxy network = new InterruptibleProxy(
			URI.create(SystemContext.services().jdbcUrl(this.database).substring("jdbc:".length())).getPort());

	private final ExecutorService people = Executors.newCachedThreadPool();

	private Node vanishing;

	private Node node;

	@AfterEach
	void stop() {
		this.people.shutdownNow();
		for (Node started : new Node[] { this.vanishing, this.node }) {
			if (started != null) {
				started.close();
			}
		}
	}

	@Test
	void isReplacedBeforeAnybodyLosesPatience() throws Exception {
		Files.createDirectories(DIRECTORY);
		Path armed = DIRECTORY.resolve("armed");
		Files.deleteIfExists(armed);
		try (Integrator integrator = new SystemFixtures.Integrators(
				(id, settings, secret, webhookSecret) -> this.application
					.set(new Node.Installed(id, secret.value(), settings.notificationUrl().toString(), webhookSecret)),
				URI.create("http://localhost:" + this.vanishingPort))
			.byLink()) {
			// given a node that delivers a result, which takes long
			integrator.receiver()
				.stubFor(WireMock.post("/results")
					.inScenario("slow")
					.whenScenarioStateIs(Scenario.STARTED)
					.willSetStateTo("fast")
					.willReturn(WireMock.noContent().withFixedDelay((int) Duration.ofMinutes(2).toMillis())));
			this.vanishing = start(this.vanishingPort, this.network.port(), armed);
			JsonNode earlier = await().atMost(START)
				.ignoreExceptionsMatching((ex) -> ex instanceof AssertionError)
				.until(integrator::start, (answer) -> true);
			String delivered = earlier.get("request_id").asText();
			Person first = new Person(earlier.get("capture_url").asText());
			first.open();
			assertThat(first.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			await().atMost(START).until(() -> !integrator.webhooks(delivered).isEmpty());
			// and another one
			this.node = start(this.port, this.network.server(), DIRECTORY.resolve("never"));

			// when the host vanishes amid the submission of a selfie
			JsonNode created = integrator.start();
			String link = created.get("capture_url").asText();
			new Person(link).open();
			String key = UUID.randomUUID().toString();
			Files.createFile(armed);
			this.people.submit(() -> new Person(link).submit(Portrait.goodJpeg(), key));
			await().atMost(START)
				.until(() -> this.vanishing.log()
					.stream()
					.anyMatch((line) -> line.equals(HaltingNode.LAST_WRITE + "insert into facial_template")));
			this.network.silence();
			this.vanishing.kill();

			// then the other node does both
			Person patient = new Person(link.replace(":" + this.vanishingPort, ":" + this.port), PATIENCE);
			await().atMost(TAKE_OVER)
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> isAccepted(patient.submit(Portrait.goodJpeg(), key)));
			String id = created.get("request_id").asText();
			await().atMost(TAKE_OVER).until(() -> integrator.webhooks(id).size() == 1);
			await().atMost(TAKE_OVER).until(() -> integrator.webhooks(delivered).size() == 2);
			await().atMost(START).until(() -> count("select count(*) from act_ru_execution") == 0);
			assertThat(count("select count(*) from facial_template where current")).isEqualTo(2);
			assertThat(count("select count(*) from delivery where state = 'delivered'")).isEqualTo(2);
			assertThat(count("select count(*) from act_ru_incident")).isZero();
		}
	}

	/** Every answer says either that it is done or when to try again. */
	private static boolean isAccepted(ResponseEntity<JsonNode> answer) {
		if (answer.getStatusCode().value() == 503) {
			assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
			return false;
		}
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(200);
		return answer.getBody().get("accepted").asBoolean();
	}

	private Node start(int nodePort, int databasePort, Path armed) throws IOException {
		Map<String, String> settings = new HashMap<>(SystemContext.settings(this.database, nodePort));
		settings.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(":" + this.network.server(), ":" + databasePort));
		settings.put("selfie.webhook.timeout", "59s");
		Node started = Node.start(settings, this.application.get(),
				Map.of(HaltingNode.HALT_AFTER, "2", HaltingNode.HALT_KIND, HaltingNode.Kind.STATEMENT.name(),
						HaltingNode.STAND_STILL, "true", HaltingNode.ARMED, armed.toString()),
				DIRECTORY.resolve("node-" + nodePort + ".log"));
		URI ready = URI.create("http://127.0.0.1:" + nodePort + "/readyz");
		await().atMost(START).until(() -> Proxy.answersOk(ready));
		return started;
	}

	private int count(String sql) {
		return this.jdbc.sql(sql).query(Integer.class).single();
	}

}
