package io.selfieregistration.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A new shell that a person types commands into. It has no variables but those that were
 * exported in it, and a variable that was not set ends it.
 */
final class Terminal implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Process shell;

	private final Writer keyboard;

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private Terminal(Process shell) {
		this.shell = shell;
		this.keyboard = shell.outputWriter(StandardCharsets.UTF_8);
		Thread reader = new Thread(this::read, "terminal");
		reader.setDaemon(true);
		reader.start();
	}

	static Terminal in(Path directory) throws IOException {
		ProcessBuilder shell = new ProcessBuilder("bash", "--norc", "-s").directory(directory.toFile())
			.redirectErrorStream(true);
		String path = shell.environment().get("PATH");
		shell.environment().clear();
		shell.environment().put("PATH", path);
		Terminal terminal = new Terminal(shell.start());
		terminal.type("set -uo pipefail; trap 'failed=$?' ERR");
		return terminal;
	}

	/** Runs commands; returns the code of the last that failed, or 0. */
	int run(String commands) throws IOException {
		String end = UUID.randomUUID().toString();
		type("failed=0\n" + commands + "\necho \"\n" + end + " $failed\"");
		String last = await().atMost(PATIENCE)
			.until(() -> this.lines.stream()
				.filter((line) -> line.startsWith(end))
				.findFirst()
				.orElse(this.shell.isAlive() ? "" : "The shell has ended:\n" + screen()), (line) -> !line.isEmpty());
		assertThat(last).as(commands).startsWith(end);
		return Integer.parseInt(last.substring(end.length() + 1));
	}

	/** Everything that the commands said. */
	String screen() {
		return String.join("\n", this.lines);
	}

	private void type(String commands) throws IOException {
		this.keyboard.write(commands + "\n");
		this.keyboard.flush();
	}

	private void read() {
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.shell.getInputStream(), StandardCharsets.UTF_8))) {
			output.lines().forEach(this.lines::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.shell.descendants().forEach(ProcessHandle::destroy);
		this.shell.destroy();
	}

}
