package io.selfieregistration.face;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import io.selfieregistration.face.jpeg.JpegReader;
import io.selfieregistration.face.onnx.OnnxFaceAnalysis;
import io.selfieregistration.face.recognition.RecognitionModel;

/** What tests of the face pipeline share: settings, and one loaded pipeline. */
public final class FaceFixtures {

	/** A caller without a share, who never waits behind others. */
	public static final SelfieAssessor.Caller NOBODY = new SelfieAssessor.Caller() {

		@Override
		public boolean waitsBehindOthers() {
			return false;
		}

		@Override
		public void charge(long cpuNanos) {
			// There is no account
		}

	};

	private static final Map<RecognitionModel, OnnxFaceAnalysis> ANALYSES = new EnumMap<>(RecognitionModel.class);

	private FaceFixtures() {
	}

	/** The settings of a product nobody configured. */
	public static FaceSettings settings() {
		return settings(new MockEnvironment());
	}

	/** Default settings with other times for waiting and for the result. */
	public static FaceSettings settings(int concurrency, Duration placeWait, Duration deadline) {
		return settings(new MockEnvironment().withProperty("selfie.face.concurrency", String.valueOf(concurrency))
			.withProperty("selfie.face.place-wait", placeWait.toString())
			.withProperty("selfie.face.deadline", deadline.toString()));
	}

	private static FaceSettings settings(MockEnvironment environment) {
		return Binder.get(environment).bindOrCreate("selfie.face", FaceSettings.class);
	}

	/** The pipeline of the product, loaded once for all tests. */
	public static OnnxFaceAnalysis analysis() {
		return analysis(settings().recognitionModel());
	}

	/** The pipeline with one of its recognition networks, loaded once for all tests. */
	public static synchronized OnnxFaceAnalysis analysis(RecognitionModel network) {
		return ANALYSES.computeIfAbsent(network, (missing) -> OnnxFaceAnalysis.load(missing, PipelineWatch.NONE));
	}

	/** Gate and places before an analysis; the caller closes it. */
	public static SelfieAssessor assessor(FaceAnalysis analysis, FaceSettings settings) {
		return new SelfieAssessor(new JpegReader(settings), analysis, settings, PipelineWatch.NONE);
	}

	/** Sends a picture through gate and pipeline as a JPEG of good quality. */
	public static SelfieAssessment assess(BufferedImage picture) {
		return assess(Portrait.asJpeg(picture, 0.92f));
	}

	public static SelfieAssessment assess(byte[] upload) {
		try (var assessor = assessor(analysis(), settings())) {
			return assessor.assess(upload, NOBODY);
		}
		catch (SelfieImageRejected ex) {
			throw new AssertionError("rejected as " + ex.reason(), ex);
		}
	}

}
