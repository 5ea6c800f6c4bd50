package io.selfieregistration.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node of the application in a JVM of its own, so that it can die alone. */
final class Node implements AutoCloseable {

	/** Whether so many are started that an archive of their classes pays. */
	private static final String MANY_STARTS = "nodes.many-starts";

	private final Process process;

	private final Path log;

	private Node(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts a node with an application, which it saves when it is up.
	 * @param settings of the node, beyond those of {@link SystemContext}
	 * @param properties of the JVM, see {@link HaltingNode}
	 * @param log file that takes all it says
	 */
	static Node start(Map<String, String> settings, Installed application, Map<String, String> properties, Path log)
			throws IOException {
		Files.createDirectories(log.getParent());
		Map<String, String> all = new HashMap<>(properties);
		all.put("application.id", application.id());
		all.put("application.secret", application.secret());
		all.put("webhook.url", application.webhookUrl());
		all.put("webhook.secret", application.webhookSecret());
		List<String> command;
		if (Boolean.getBoolean(MANY_STARTS)) {
			NodeClasses classes = NodeClasses.get();
			command = command(classes.path(), "-XX:SharedArchiveFile=" + classes.archive(), all, settings);
		}
		else {
			command = command(System.getProperty("java.class.path"), "-Xshare:auto", all, settings);
		}
		return new Node(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
				log);
	}

	static List<String> command(String classPath, String archive, Map<String, String> properties,
			Map<String, String> settings) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xmx640m", archive, "-cp", classPath));
		properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
		command.add(HaltingNode.class.getName());
		settings.forEach((name, value) -> command.add("--" + name + "=" + value));
		return command;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Waits for its end, and says whether it came in time. */
	boolean ends(long seconds) throws InterruptedException {
		return this.process.waitFor(seconds, TimeUnit.SECONDS);
	}

	/** Everything it said. */
	List<String> log() throws IOException {
		return Files.readAllLines(this.log);
	}

	/** Ends it at once, as {@code kill -9} does. */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	/** Stands still, as in a long pause of its JVM, and knows nothing of it. */
	void pause() throws IOException {
		signal("STOP");
	}

	/** Goes on where it stood. */
	void goOn() throws IOException {
		signal("CONT");
	}

	private void signal(String name) throws IOException {
		new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().onExit().join();
	}

	@Override
	public void close() {
		kill();
	}

	/** The application that a node saves when it starts. */
	record Installed(String id, String secret, String webhookUrl, String webhookSecret) {
	}

}
