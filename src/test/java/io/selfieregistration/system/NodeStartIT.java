package io.selfieregistration.system;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Everything is switched on at once, as after a power cut: two nodes start before their
 * empty database and their object store do.
 */
@Tag("durability")
class NodeStartIT {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Path DIRECTORY = Path.of("target", "start");

	private final String database = SystemContext.createDatabase();

	private final Map<String, String> servers = SystemContext.settings(this.database, 0);

	private final InterruptibleProxy databaseProxy = before("spring.datasource.url");

	private final InterruptibleProxy objectStoreProxy = before("selfie.object-store.endpoint");

	private final List<Integer> ports = List.of(TestSocketUtils.findAvailableTcpPort(),
			TestSocketUtils.findAvailableTcpPort());

	private final List<Node> nodes = new ArrayList<>();

	@AfterEach
	void stop() {
		this.nodes.forEach(Node::close);
	}

	@Test
	void waitsForEachOther() throws IOException {
		this.databaseProxy.interrupt();
		this.objectStoreProxy.interrupt();
		for (int port : this.ports) {
			this.nodes.add(start(port));
		}
		for (Node node : this.nodes) {
			await().atMost(PATIENCE).until(() -> says(node, "PostgreSQL does not answer yet; waiting for it"));
		}

		this.databaseProxy.resume();

		await().atMost(PATIENCE).until(() -> this.ports.stream().allMatch((port) -> status(port, "/livez") == 200));
		assertThat(this.ports).allSatisfy((port) -> assertThat(status(port, "/readyz")).isEqualTo(503));
		assertThat(this.nodes)
			.filteredOn((node) -> says(node, "Another node is starting on this database; waiting for it"))
			.as("nodes that waited for the other one")
			.hasSize(1);

		this.objectStoreProxy.resume();

		await().atMost(PATIENCE).until(() -> this.ports.stream().allMatch((port) -> status(port, "/readyz") == 200));
	}

	private InterruptibleProxy before(String setting) {
		URI address = URI.create(this.servers.get(setting).replace("jdbc:", ""));
		InterruptibleProxy proxy = new InterruptibleProxy(address.getPort());
		this.servers.computeIfPresent(setting,
				(name, value) -> value.replace(":" + address.getPort(), ":" + proxy.port()));
		return proxy;
	}

	private Node start(int port) throws IOException {
		Map<String, String> settings = new HashMap<>(this.servers);
		settings.put("server.port", Integer.toString(port));
		settings.put("selfie.web.base-url", "http://localhost:" + port);
		return Node.start(settings,
				new Node.Installed("app-" + port, "sk_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
						"http://127.0.0.1:1/results", "whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY="),
				Map.of(HaltingNode.HALT_AFTER, "0", HaltingNode.ARMED, DIRECTORY.resolve("never").toString()),
				DIRECTORY.resolve("node-" + port + ".log"));
	}

	private static boolean says(Node node, String news) {
		try {
			return node.log().stream().anyMatch((line) -> line.contains(news));
		}
		catch (IOException ex) {
			throw new AssertionError("The log of a node cannot be read", ex);
		}
	}

	private static int status(int port, String path) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path)
				.toURL()
				.openConnection();
			connection.setConnectTimeout(1000);
			connection.setReadTimeout(5000);
			return connection.getResponseCode();
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
