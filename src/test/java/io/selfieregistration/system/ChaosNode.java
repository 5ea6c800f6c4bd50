package io.selfieregistration.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A node that dies and comes back on the same port. It reaches its database and its
 * object store through proxies of its own.
 */
final class ChaosNode implements AutoCloseable {

	/** After this the work of a dead node, or of one that stands still, is taken over. */
	static final Duration JOB_LOCK = Duration.ofSeconds(5);

	private static final String UP = "Started " + HaltingNode.class.getSimpleName();

	private final int port;

	private final Map<String, String> settings;

	private final Node.Installed application;

	private final Map<String, String> properties;

	private final Path directory;

	private final InterruptibleProxy database;

	private final InterruptibleProxy objectStore;

	private Node node;

	private int starts;

	private boolean paused;

	ChaosNode(int port, Map<String, String> settings, Node.Installed application, Map<String, String> properties,
			Path directory) {
		this.port = port;
		this.settings = new HashMap<>(settings);
		this.database = SystemContext.proxy("spring.datasource.url", this.settings);
		this.objectStore = SystemContext.proxy("selfie.object-store.endpoint", this.settings);
		this.application = application;
		this.properties = properties;
		this.directory = directory;
	}

	InterruptibleProxy database() {
		return this.database;
	}

	InterruptibleProxy objectStore() {
		return this.objectStore;
	}

	synchronized void start() throws IOException {
		if (this.node == null || !this.node.isAlive()) {
			this.starts++;
			this.paused = false;
			this.node = Node.start(this.settings, this.application, this.properties,
					this.directory.resolve("node-" + this.port + "-" + this.starts + ".log"));
		}
	}

	synchronized void kill() {
		this.node.kill();
	}

	/** Whether it has come so far that it has jobs to lose. */
	synchronized boolean isUp() throws IOException {
		return this.node.isAlive() && this.node.log().stream().anyMatch((line) -> line.contains(UP));
	}

	/** Says whether it now stands still, and did not before. */
	synchronized boolean pause() throws IOException {
		if (this.paused || !this.node.isAlive()) {
			return false;
		}
		this.node.pause();
		this.paused = true;
		return true;
	}

	synchronized void goOn() throws IOException {
		if (this.paused && this.node.isAlive()) {
			this.node.goOn();
		}
		this.paused = false;
	}

	boolean isReady() {
		return Proxy.answersOk(URI.create(url() + "/readyz"));
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	@Override
	public synchronized void close() {
		if (this.node != null) {
			this.node.close();
		}
	}

}
