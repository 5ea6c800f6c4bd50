package io.selfieregistration.system;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What all nodes of a build start from: the class path as jars, for a JVM shares no
 * classes of directories, and an archive of the classes that a node has loaded when it is
 * up, which saves a third of each start. The JVMs of the tests share both.
 */
record NodeClasses(String path, Path archive) {

	private static final Path DIRECTORY = Path.of("target", "node").toAbsolutePath();

	private static NodeClasses made;

	/**
	 * Makes them when they are asked for first since a class was compiled, with a node
	 * that starts and ends.
	 */
	static synchronized NodeClasses get() throws IOException {
		if (made == null) {
			Files.createDirectories(DIRECTORY);
			try (FileChannel onlyOne = FileChannel.open(DIRECTORY.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE)) {
				onlyOne.lock();
				made = madeOf(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
			}
		}
		return made;
	}

	private static NodeClasses madeOf(List<String> entries) throws IOException {
		List<String> jars = new ArrayList<>();
		for (String entry : entries) {
			jars.add(Files.isDirectory(Path.of(entry)) ? DIRECTORY.resolve("classes-" + jars.size() + ".jar").toString()
					: entry);
		}
		NodeClasses classes = new NodeClasses(String.join(File.pathSeparator, jars), DIRECTORY.resolve("classes.jsa"));
		Path sources = DIRECTORY.resolve("sources.txt");
		String current = System.getProperty("java.home") + "\n" + described(entries);
		if (!Files.exists(sources) || !Files.readString(sources).equals(current)) {
			Files.deleteIfExists(sources);
			for (int i = 0; i < jars.size(); i++) {
				if (!jars.get(i).equals(entries.get(i))) {
					jar(entries.get(i), Path.of(jars.get(i)));
				}
			}
			classes.train();
			Files.writeString(sources, current);
		}
		return classes;
	}

	/** Every file of a class path with the time at which it was made. */
	private static String described(List<String> entries) throws IOException {
		List<String> files = new ArrayList<>();
		for (String entry : entries) {
			try (Stream<Path> all = Files.walk(Path.of(entry))) {
				all.filter(Files::isRegularFile)
					.map((file) -> file + " " + file.toFile().lastModified())
					.sorted()
					.forEach(files::add);
			}
		}
		return String.join("\n", files);
	}

	private static void jar(String directory, Path jar) {
		int code = ToolProvider.findFirst("jar")
			.orElseThrow()
			.run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C", directory, ".");
		assertThat(code).as("jar of %s", directory).isZero();
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
