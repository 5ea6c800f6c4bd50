package io.selfieregistration.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@code mvn spring-boot:test-run} starts, with new data, in a JVM of its own.
 */
final class DevelopmentStart implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Process process;

	private final Path log;

	private DevelopmentStart(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/** Starts it and waits until it says so. */
	static DevelopmentStart in(Path directory) throws IOException {
		Path log = directory.resolve("start.log");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx640m", "-cp", System.getProperty("java.class.path"),
				"-Dselfie.data=" + directory.resolve("data"), RunEmbedded.class.getName(),
				"--server.port=" + TestSocketUtils.findAvailableTcpPort(), "--management.server.port=0")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		DevelopmentStart start = new DevelopmentStart(process, log);
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> !process.isAlive() || !start.exports().isEmpty());
		assertThat(start.exports()).as("see %s", log).hasSize(3);
		return start;
	}

	/** The lines that are to be copied into another terminal. */
	List<String> exports() throws IOException {
		return Files.readAllLines(this.log)
			.stream()
			.dropWhile((line) -> !line.contains("copy these lines"))
			.filter((line) -> line.startsWith("export "))
			.toList();
	}

	/** The value of a variable that is to be exported. */
	String exported(String name) throws IOException {
		return exports().stream()
			.filter((line) -> line.startsWith("export " + name + "="))
			.map((line) -> line.split("=", 2)[1])
			.findFirst()
			.orElseThrow();
	}

	URI metrics() throws IOException {
		return Files.readAllLines(this.log)
			.stream()
			.filter((line) -> line.strip().startsWith("Metrics "))
			.map((line) -> URI.create(line.strip().split(" +")[1]))
			.findFirst()
			.orElseThrow();
	}

	@Override
	public void close() {
		this.process.destroy();
		assertThat(this.process.onExit().orTimeout(60, TimeUnit.SECONDS).join().isAlive()).isFalse();
	}

}
