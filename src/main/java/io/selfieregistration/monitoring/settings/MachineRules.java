package io.selfieregistration.monitoring.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/** Rejects settings that this machine cannot serve. */
final class MachineRules {

	/** The mounted file systems of a Linux process; see {@code proc_pid_mounts(5)}. */
	private static final Path MOUNTS = Path.of("/proc/self/mounts");

	/** What a node needs beside the selfies that it judges. */
	private static final DataSize BASE_HEAP = DataSize.ofMegabytes(150);

	/** Takes a selfie of 25 megapixels, the largest that is decoded as it is. */
	private static final DataSize HEAP_PER_SELFIE = DataSize.ofMegabytes(150);

	private MachineRules() {
	}

	static Stream<String> problems(Settings settings) {
		int cores = Runtime.getRuntime().availableProcessors();
		return Stream
			.of(heap(settings, DataSize.ofBytes(Runtime.getRuntime().maxMemory()), cores),
					temporaryDirectory(Path.of(System.getProperty("java.io.tmpdir")), mounts()))
			.flatMap((problems) -> problems);
	}

	static Stream<String> heap(Settings settings, DataSize heap, int cores) {
		int selfies = settings.value("selfie.face.concurrency", Integer.class)
			.filter((number) -> number > 0)
			.orElse(cores);
		long needed = BASE_HEAP.toMegabytes() + selfies * HEAP_PER_SELFIE.toMegabytes();
		if (heap.toMegabytes() >= needed) {
			return Stream.empty();
		}
		return Stream.of("selfie.face.concurrency is %d, but the heap of %d MB has no room for so many selfies at once,"
			.formatted(selfies, heap.toMegabytes())
				+ " which need %d MB; give the service more memory, or lower the setting (0 takes the number of cores, %d)"
					.formatted(needed, cores));
	}

	/**
	 * The runtime of the face models unpacks its native library into this directory.
	 * @param mounts lines of device, mount point, type and options
	 */
	static Stream<String> temporaryDirectory(Path directory, List<String> mounts) {
		Path real = directory.toAbsolutePath().normalize();
		return mounts.stream()
			.map((line) -> line.split(" "))
			.filter((mount) -> mount.length > 3 && real.startsWith(mount[1]))
			// Of those at the same place, the last one counts.
			.reduce((one, other) -> (Path.of(one[1]).getNameCount() > Path.of(other[1]).getNameCount()) ? one : other)
			.filter((mount) -> List.of(mount[3].split(",")).contains("noexec"))
			.stream()
			.map((mount) -> "java.io.tmpdir is %s, which is mounted without exec at %s; the face models run from there,"
				.formatted(directory, mount[1]) + " so mount it with exec, or choose another directory");
	}

	/** Names each file of a setting that the user of this process may not read. */
	static List<String> unreadableFiles(ConfigurableEnvironment environment) {
		return environment.getPropertySources()
			.stream()
			.filter(ConfigTreePropertySource.class::isInstance)
			.map(ConfigTreePropertySource.class::cast)
			.flatMap((files) -> Stream.of(files.getPropertyNames())
				.filter((name) -> !isReadable(files, name))
				.map((name) -> "%s cannot be read from its file in %s; let the user of this process read the file"
					.formatted(name, files.getSource())))
			.sorted(Comparator.naturalOrder())
			.toList();
	}

	private static boolean isReadable(ConfigTreePropertySource files, String name) {
		try {
			return files.getProperty(name).toString() != null;
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			return false;
		}
	}

	private static List<String> mounts() {
		try {
			return Files.readAllLines(MOUNTS);
		}
		catch (IOException ex) {
			// Another system than Linux, which has no such option in its place
			return List.of();
		}
	}

}
