package io.selfieregistration.face;

import java.util.Arrays;
import java.util.Locale;

import io.selfieregistration.face.jpeg.JpegReader;
import io.selfieregistration.face.onnx.FacePipelineSteps;

/**
 * Prints how long each step of the pipeline takes on one thread, in milliseconds. Run
 * with {@code mvn test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.selfieregistration.face.FacePipelineBenchmark}.
 */
public final class FacePipelineBenchmark {

	private static final int WARM_UP = 30;

	private static final int ROUNDS = 100;

	private FacePipelineBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		byte[] upload = Portrait.asJpeg(Portrait.scaled(Portrait.good(), 960, 720), 0.85f);
		byte[] large = Portrait.asJpeg(Portrait.scaled(Portrait.good(), 4000, 3000), 0.85f);
		var reader = new JpegReader(FaceFixtures.settings());
		SelfieImage image = reader.check(upload).decode();
		var steps = new FacePipelineSteps(FaceFixtures.analysis(), image);
		System.out.printf("%-40s %8s %8s%n", "step", "p10 ms", "median");
		measure("read %d kB, 960 x 720 px".formatted(upload.length / 1024), () -> reader.check(upload).decode());
		measure("find face (detector, mesh five times)", steps::findFace);
		measure("find face on a frame (detector, mesh)", steps::findFaceRoughly);
		measure("measure quality (with iris twice)", steps::measureQuality);
		measure("make template (chip twice)", steps::makeTemplate);
		measure("whole selfie of 960 x 720 px", () -> assess(reader, upload));
		measure("whole selfie of 4000 x 3000 px", () -> assess(reader, large));
	}

	private static void assess(SelfieReader reader, byte[] upload) throws SelfieImageRejected {
		FaceFixtures.analysis().assess(reader.check(upload).decode());
	}

	private static void measure(String name, Step step) throws Exception {
		for (int i = 0; i < WARM_UP; i++) {
			step.run();
		}
		var millis = new double[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			long start = System.nanoTime();
			step.run();
			millis[i] = (System.nanoTime() - start) / 1e6;
		}
		Arrays.sort(millis);
		System.out.printf(Locale.ROOT, "%-40s %8.1f %8.1f%n", name, millis[ROUNDS / 10], millis[ROUNDS / 2]);
	}

	private interface Step {

		void run() throws Exception;

	}

}
