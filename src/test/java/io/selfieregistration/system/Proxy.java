package io.selfieregistration.system;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.test.util.TestSocketUtils;

/** HAProxy with the configuration that the compose file gives it. */
final class Proxy implements AutoCloseable {

	private static final Path HAPROXY = Path
		.of((System.getenv("HAPROXY_BINARY") != null) ? System.getenv("HAPROXY_BINARY") : "/usr/sbin/haproxy");

	static final String WANTED = HAPROXY + " (HAPROXY_BINARY names another place)";

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final int[] nodes;

	private Process process;

	private Proxy(int... nodes) {
		this.nodes = nodes;
	}

	/** Whether this machine has HAProxy. */
	static boolean present() {
		return Files.isExecutable(HAPROXY);
	}

	/**
	 * @param first port of a node
	 * @param second port of the other node
	 */
	static Proxy before(int first, int second) {
		return new Proxy(first, second);
	}

	URI url() {
		return URI.create("http://localhost:" + this.port);
	}

	void start(Path log) throws IOException {
		Files.createDirectories(log.getParent());
		ProcessBuilder builder = new ProcessBuilder(HAPROXY.toString(), "-f", "deploy/proxy/haproxy.cfg", "-db");
		builder.environment().put("BIND", "127.0.0.1:" + this.port);
		builder.environment().put("NODE_1", "127.0.0.1:" + this.nodes[0]);
		builder.environment().put("NODE_2", "127.0.0.1:" + this.nodes[1]);
		this.process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	/** Whether somebody answers there with 200. */
	static boolean answersOk(URI url) {
		try {
			HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
			connection.setConnectTimeout(1000);
			connection.setReadTimeout(5000);
			return connection.getResponseCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.destroy();
		}
	}

}
