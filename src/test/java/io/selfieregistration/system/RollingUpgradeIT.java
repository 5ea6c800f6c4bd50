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

		start(LATER, NodeClasses.get().path());

		List<JsonNode> requests = new ArrayList<>(List.of(before, unopened));
		open(unopened, LATER);
		submit(before, EARLIER);
		submit(unopened, LATER);
		for (int way = 0; way < 8; way++) {
			JsonNode request = create(way & 1);
			open(request, (way >> 1) & 1);
			submit(request, way >> 2);
			requests.add(request);
		}
		JsonNode begunByLater = create(LATER);
		open(begunByLater, LATER);
		for (JsonNode request : requests) {
			isRegistered(request, LATER);
			isRegistered(request, EARLIER);
		}

		// And back
		this.nodes[LATER].destroy();
		assertThat(this.nodes[LATER].waitFor()).isNotNull();
		submit(begunByLater, EARLIER);
		isRegistered(begunByLater, EARLIER);
		this.nodes[EARLIER].destroy();
		assertThat(this.nodes[EARLIER].waitFor()).isNotNull();
		start(EARLIER, System.getProperty(FROM));
		isRegistered(begunByLater, EARLIER);
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
			.body(Map.of("application_id", this.application, "settings", Map.of("name", "Bank")))
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

}
