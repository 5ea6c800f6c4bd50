package io.selfieregistration.face;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

import io.selfieregistration.face.jpeg.JpegReader;
import io.selfieregistration.face.onnx.FacePipelineSteps;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;

/**
 * Prints how long each step of the pipeline takes on one thread, in milliseconds, and how
 * much computing time it uses. Run with {@code load-tests/run face}.
 */
public final class FacePipelineBenchmark {

	private static final int WARM_UP = 30;

	private static final int ROUNDS = 100;

	private static final int COMPARISONS = 1_000_000;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private FacePipelineBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		byte[] upload = Portrait.asJpeg(Portrait.scaled(Portrait.good(), 960, 720), 0.85f);
		byte[] large = Portrait.asJpeg(Portrait.scaled(Portrait.good(), 4000, 3000), 0.85f);
		var reader = new JpegReader(FaceFixtures.settings());
		SelfieImage image = reader.check(upload).decode();
		var steps = new FacePipelineSteps(FaceFixtures.analysis(), image);
		System.out.printf("%-40s %8s %8s %8s%n", "step", "p10 ms", "median", "CPU ms");
		measure("read %d kB, 960 x 720 px".formatted(upload.length / 1024), () -> reader.check(upload).decode());
		measure("find face (detector, mesh five times)", steps::findFace);
		measure("find face on a frame (detector, mesh)", steps::findFaceRoughly);
		measure("measure quality (with iris twice)", steps::measureQuality);
		for (RecognitionModel network : RecognitionModel.values()) {
			var ofNetwork = new FacePipelineSteps(FaceFixtures.analysis(network), image);
			measure("make template by " + network.model().id(), ofNetwork::makeTemplate);
		}
		measure("whole selfie of 960 x 720 px", () -> assess(reader, upload));
		measure("whole selfie of 4000 x 3000 px", () -> assess(reader, large));
		System.out.printf("%n%-40s %8s %8s%n", "comparing two templates", "bytes", "CPU us");
		for (RecognitionModel network : RecognitionModel.values()) {
			compare(network);
		}
	}

	private static void compare(RecognitionModel network) {
		FaceTemplate[] templates = new Random(1).ints(64)
			.mapToObj((seed) -> template(network, new Random(seed)))
			.toArray(FaceTemplate[]::new);
		double sum = 0;
		long started = 0;
		for (int i = -COMPARISONS; i < COMPARISONS; i++) {
			if (i == 0) {
				started = THREADS.getCurrentThreadCpuTime();
			}
			sum += templates[i & 63].distanceTo(templates[i >> 6 & 63]);
		}
		double micros = (THREADS.getCurrentThreadCpuTime() - started) / 1e3 / COMPARISONS;
		System.out.printf(Locale.ROOT, "%-40s %8d %8.3f%n", network.model().id(), templates[0].toBytes().length,
				Double.isNaN(sum) ? sum : micros);
	}

	private static FaceTemplate template(RecognitionModel network, Random random) {
		var coordinates = new float[network.dimensions()];
		for (int i = 0; i < coordinates.length; i++) {
			coordinates[i] = (float) random.nextGaussian();
		}
		return new FaceTemplate(network.model(), coordinates);
	}

	private static void assess(SelfieReader reader, byte[] upload) throws SelfieImageRejected {
		FaceFixtures.analysis().assess(reader.check(upload).decode());
	}

	private static void measure(String name, Step step) throws Exception {
		for (int i = 0; i < WARM_UP; i++) {
			step.run();
		}
		var millis = new double[ROUNDS];
		long cpu = THREADS.getCurrentThreadCpuTime();
		for (int i = 0; i < ROUNDS; i++) {
			long start = System.nanoTime();
			step.run();
			millis[i] = (System.nanoTime() - start) / 1e6;
		}
		double cpuMillis = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6 / ROUNDS;
		Arrays.sort(millis);
		System.out.printf(Locale.ROOT, "%-40s %8.1f %8.1f %8.1f%n", name, millis[ROUNDS / 10], millis[ROUNDS / 2],
				cpuMillis);
	}

	private interface Step {

		void run() throws Exception;

	}

}
