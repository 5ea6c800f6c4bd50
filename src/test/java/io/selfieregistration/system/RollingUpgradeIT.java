package io.selfieregistration.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.face.Portrait;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A node of an earlier commit and one of this tree work on one database, and either of
 * them goes on with what the other one began. {@code load-tests/rolling-upgrade} builds
 * the earlier one.
 */
@Tag("durability")
@EnabledIfSystemProperty(named = RollingUpgradeIT.FROM, matches = ".+")
class RollingUpgradeIT {

	/** Class path of the earlier commit. */
	static final String FROM = "rolling-upgrade.from";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Path DIRECTORY = Path.of("target", "rolling-upgrade-logs");

	private static final int EARLIER = 0;

	private static final int LATER = 1;

	private final String database = SystemContext.createDatabase();

	private final int[] ports = { TestSocketUtils.findAvailableTcpPort(), TestSocketUtils.findAvailableTcpPort() };

	private final Process[] nodes = new Process[2];

	private String application;

	private String secret;

	@AfterEach
	void stop() {
		for (Process node : this.nodes) {
			if (node != null) {
				node.destroyForcibly().onExit().join();
			}
		}
	}

	@Test
	void isNoticedByNobody() throws Exception {
		Files.createDirectories(DIRECTORY);
		start(EARLIER, System.getProperty(FROM));
		makeApplication();
		JsonNode before = create(EARLIER);
		open(before, EARLIER);
		JsonNode unopened = create(EARLIER);
		JsonNode begunByEarlier = create(EARLIER);
		open(begunByEarlier, EARLIER);
		List<JsonNode> requests = new ArrayList<>(List.of(before, unopened));
		JsonNode begunByLater;
		try (Load load = new Load()) {
			start(LATER, NodeClasses.get().path());

			load.goTo(EARLIER, LATER);
			open(unopened, LATER);
			submit(before, EARLIER);
			submit(unopened, LATER);
			for (int way = 0; way < 8; way++) {
				JsonNode request = create(way & 1);
				open(request, (way >> 1) & 1);
				submit(request, way >> 2);
				requests.add(request);
			}
			begunByLater = create(LATER);
			open(begunByLater, LATER);
			for (JsonNode request : requests) {
				isRegistered(request, LATER);
				isRegistered(request, EARLIER);
			}

			load.goTo(LATER);
			stop(EARLIER);
			submit(begunByEarlier, LATER);
			isRegistered(begunByEarlier, LATER);

			// And back
			start(EARLIER, System.getProperty(FROM));
			load.goTo(EARLIER);
			stop(LATER);
			submit(begunByLater, EARLIER);
			isRegistered(begunByLater, EARLIER);
			load.end();

			assertThat(load.failures).isEmpty();
			assertThat(load.submitted).hasSizeGreaterThan(10).allSatisfy((request) -> isRegistered(request, EARLIER));
		}
	}

	/** As a balancer does, which first sends no call there any more. */
	private void stop(int node) throws InterruptedException {
		this.nodes[node].destroy();
		assertThat(this.nodes[node].waitFor(1, TimeUnit.MINUTES)).isTrue();
	}

	private void start(int node, String classPath) throws IOException {
		Map<String, String> settings = new HashMap<>(SystemContext.settings(this.database, this.ports[node]));
		settings.put("selfie.web.base-url", "http://localhost:" + this.ports[EARLIER]);
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
						classPath, SelfieRegistrationApplication.class.getName()));
		settings.forEach((name, value) -> command.add("--" + name + "=" + value));
		this.nodes[node] = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(DIRECTORY.resolve("node-" + node + ".log").toFile())
			.start();
		URI ready = URI.create("http://127.0.0.1:" + this.ports[node] + "/readyz");
		await().atMost(PATIENCE).until(() -> Proxy.answersOk(ready));
	}

	private void makeApplication() {
		this.application = "app-" + UUID.randomUUID();
		JsonNode made = successful(client(EARLIER, SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD).post()
			.uri("/api/v1/applications")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("application_id", this.application, "settings",
					Map.of("name", "Bank", "verification_workflow", "verification")))
			.retrieve()
			.toEntity(JsonNode.class));
		this.secret = Secrets.remember(made.get("secret").asText());
	}

	private JsonNode create(int node) {
		return successful(client(node, this.application, this.secret).post()
			.uri("/api/v1/requests")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("user_id", "user-" + UUID.randomUUID()))
			.retrieve()
			.toEntity(JsonNode.class));
	}

	private void open(JsonNode request, int node) {
		successful(person(request, node).open());
	}

	private void submit(JsonNode request, int node) {
		assertThat(successful(person(request, node).submit(Portrait.goodJpeg())).get("accepted").asBoolean()).isTrue();
	}

	private Person person(JsonNode request, int node) {
		return new Person(
				request.get("capture_url").asText().replace(":" + this.ports[EARLIER], ":" + this.ports[node]));
	}

	private void isRegistered(JsonNode request, int node) {
		JsonNode answer = await().atMost(PATIENCE)
			.until(() -> successful(client(node, this.application, this.secret).get()
				.uri("/api/v1/requests/{id}", request.get("request_id").asText())
				.retrieve()
				.toEntity(JsonNode.class)), (read) -> read.get("status").asText().equals("completed"));
		assertThat(answer.get("result").get("selfie_registered").asText()).isEqualTo("true");
	}

	private RestClient client(int node, String user, String password) {
		return CallerClient.builder()
			.baseUrl("http://localhost:" + this.ports[node])
			.defaultHeaders((headers) -> headers.setBasicAuth(user, password))
			.build();
	}

	private static JsonNode successful(ResponseEntity<JsonNode> answer) {
		assertThat(answer.getStatusCode().is2xxSuccessful()).as("%s %s", answer.getStatusCode(), answer.getBody())
			.isTrue();
		return answer.getBody();
	}

	/** Whole requests without a pause, each call at one of the nodes that take part. */
	private final class Load implements AutoCloseable {

		private final List<JsonNode> submitted = new CopyOnWriteArrayList<>();

		private final List<String> failures = new CopyOnWriteArrayList<>();

		private final ReadWriteLock inFlight = new ReentrantReadWriteLock();

		private final Thread thread = new Thread(this::run, "load");

		private volatile int[] taking = { EARLIER };

		private volatile boolean ended;

		private int calls;

		private Load() {
			this.thread.start();
		}

		/** Returns when no call is in flight to any other node. */
		private void goTo(int... nodes) {
			this.inFlight.writeLock().lock();
			this.taking = nodes;
			this.inFlight.writeLock().unlock();
		}

		private void run() {
			while (!this.ended) {
				try {
					JsonNode request = at(RollingUpgradeIT.this::create);
					at((node) -> {
						open(request, node);
						return null;
					});
					at((node) -> {
						submit(request, node);
						return null;
					});
					this.submitted.add(request);
				}
				catch (RuntimeException | AssertionError ex) {
					this.failures.add(ex.toString());
				}
			}
		}

		private <T> T at(IntFunction<T> call) {
			this.inFlight.readLock().lock();
			try {
				return call.apply(this.taking[this.calls++ % this.taking.length]);
			}
			finally {
				this.inFlight.readLock().unlock();
			}
		}

		private void end() throws InterruptedException {
			this.ended = true;
			this.thread.join();
		}

		@Override
		public void close() {
			this.ended = true;
		}

	}

}
