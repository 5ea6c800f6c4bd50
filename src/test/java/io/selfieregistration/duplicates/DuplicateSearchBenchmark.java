package io.selfieregistration.duplicates;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.face.recognition.SearchLimits;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/**
 * Prints how long a search for duplicates takes on one thread among templates that are
 * held in memory, and how much heap these need. The templates are random directions. Run
 * with {@code load-tests/run face}.
 */
public final class DuplicateSearchBenchmark {

	private static final int[] USERS = { 10_000, 100_000 };

	private static final int ROUNDS = 100;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private DuplicateSearchBenchmark() {
	}

	public static void main(String[] arguments) {
		System.out.printf("%n%-40s %8s %8s %8s %8s%n", "search among users of a workspace", "p10 ms", "median",
				"CPU ms", "heap MB");
		for (RecognitionModel network : RecognitionModel.values()) {
			for (int users : USERS) {
				measure(network, users);
			}
		}
	}

	private static void measure(RecognitionModel network, int users) {
		long before = usedHeap();
		List<ModuleRun.Id> runs = Stream.generate(RequestId::next)
			.map((request) -> new ModuleRun.Id(request, 1))
			.limit(users)
			.toList();
		Random random = new Random(1);
		HeldTemplates held = new HeldTemplates(users);
		FaceTemplate face = template(network, random);
		search(held, network, face, runs, random);
		double megabytes = (usedHeap() - before) / 1e6;
		double[] millis = new double[ROUNDS];
		long cpu = 0;
		for (int round = -ROUNDS; round < ROUNDS; round++) {
			long cpuBefore = THREADS.getCurrentThreadCpuTime();
			long start = System.nanoTime();
			search(held, network, face, runs, random);
			if (round >= 0) {
				millis[round] = (System.nanoTime() - start) / 1e6;
				cpu += THREADS.getCurrentThreadCpuTime() - cpuBefore;
			}
		}
		Arrays.sort(millis);
		System.out.printf(Locale.ROOT, "%-40s %8.1f %8.1f %8.1f %8.1f%n",
				"%,d, %s".formatted(users, network.model().id()), millis[ROUNDS / 10], millis[ROUNDS / 2],
				cpu / 1e6 / ROUNDS, megabytes);
	}

	private static void search(HeldTemplates held, RecognitionModel network, FaceTemplate face, List<ModuleRun.Id> runs,
			Random random) {
		held.search("default", face, SearchLimits.of(network).flagDistance(), runs, (missing) -> {
			Map<ModuleRun.Id, FaceTemplate> read = new HashMap<>();
			missing.forEach((run) -> read.put(run, template(network, random)));
			return read;
		}, 10, Instant.EPOCH);
	}

	private static FaceTemplate template(RecognitionModel network, Random random) {
		float[] coordinates = new float[network.dimensions()];
		double square = 0;
		for (int i = 0; i < coordinates.length; i++) {
			coordinates[i] = (float) random.nextGaussian();
			square += coordinates[i] * coordinates[i];
		}
		for (int i = 0; i < coordinates.length; i++) {
			coordinates[i] /= (float) Math.sqrt(square);
		}
		return new FaceTemplate(network.model(), coordinates);
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
