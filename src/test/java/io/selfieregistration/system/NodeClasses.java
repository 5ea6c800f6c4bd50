package io.selfieregistration.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What all nodes of a build start from: the class path as jars, for a JVM shares no
 * classes of directories, and an archive of the classes that a node has loaded when it is
 * up, which saves a third of each start.
 */
record NodeClasses(String path, Path archive) {

	private static final Path DIRECTORY = Path.of("target", "node").toAbsolutePath();

	private static NodeClasses made;

	/** Makes them when they are asked for first, with a node that starts and ends. */
	static synchronized NodeClasses get() throws IOException {
		if (made == null) {
			Files.createDirectories(DIRECTORY);
			made = new NodeClasses(classPath(), DIRECTORY.resolve("classes.jsa"));
			made.train();
		}
		return made;
	}

	private static String classPath() {
		List<String> entries = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			entries.add(Files.isDirectory(Path.of(entry)) ? jar(entry, entries.size()).toString() : entry);
		}
		return String.join(File.pathSeparator, entries);
	}

	private static Path jar(String directory, int number) {
		Path jar = DIRECTORY.resolve("classes-" + number + ".jar");
		int code = ToolProvider.findFirst("jar")
			.orElseThrow()
			.run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C", directory, ".");
		assertThat(code).as("jar of %s", directory).isZero();
		return jar;
	}

	private void train() throws IOException {
		Path log = DIRECTORY.resolve("training.log");
		Files.deleteIfExists(this.archive);
		List<String> command = Node.command(this.path, "-XX:ArchiveClassesAtExit=" + this.archive,
				Map.of(HaltingNode.TRAINING, "true"),
				SystemContext.settings(SystemContext.createDatabase(), TestSocketUtils.findAvailableTcpPort()));
		Process node = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			assertThat(node.waitFor(3, TimeUnit.MINUTES)).as("a node that starts and ends, see %s", log).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while a node was starting", ex);
		}
		finally {
			node.destroyForcibly();
		}
		assertThat(this.archive).exists();
	}

}
