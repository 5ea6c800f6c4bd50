package io.selfieregistration.face.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The Java networks answer what the JavaScript libraries answer on the same pixels. The
 * answers are made by {@code tools/face-golden}.
 */
class GoldenTests {

	/** In pixels of the input. */
	private static final double POINT_TOLERANCE = 0.01;

	private static final double DESCRIPTOR_TOLERANCE = 1e-4;

	private static final Similarity IDENTITY = new Similarity(1, 0, 0, 0);

	private final OnnxFaceAnalysis analysis = FaceFixtures.analysis();

	private final DlibNetwork dlib = (DlibNetwork) FaceFixtures.analysis(RecognitionModel.DLIB).recognition();

	@Test
	void detectsSameBox() {
		JsonNode golden = golden("blazeface");
		JsonNode best = golden.get("boxes").get(0);

		var detections = this.analysis.detector().detect(square(golden), IDENTITY);

		assertThat(detections).hasSize(1);
		Detection detection = detections.get(0);
		assertThat(detection.score()).isCloseTo(best.get("score").asDouble(), within(1e-4));
		// The library counts from the edge of the first pixel, a detection from its
		// centre
		assertThat(detection.centre().x() + 0.5).isCloseTo(best.at("/centre/0").asDouble(), within(POINT_TOLERANCE));
		assertThat(detection.centre().y() + 0.5).isCloseTo(best.at("/centre/1").asDouble(), within(POINT_TOLERANCE));
		assertThat(detection.width()).isCloseTo(best.at("/size/0").asDouble(), within(POINT_TOLERANCE));
		assertThat(detection.height()).isCloseTo(best.at("/size/1").asDouble(), within(POINT_TOLERANCE));
		assertThat(detection.rollRadians())
			.isCloseTo(Math.atan2(best.at("/leftEye/1").asDouble() - best.at("/rightEye/1").asDouble(),
					best.at("/leftEye/0").asDouble() - best.at("/rightEye/0").asDouble()), within(1e-4));
	}

	@Test
	void putsSameMesh() {
		JsonNode golden = golden("facemesh");

		var reading = this.analysis.meshes().read(square(golden), IDENTITY);

		assertThat(reading.confidence()).isCloseTo(golden.get("confidence").asDouble(), within(1e-4));
		for (int i = 0; i < golden.get("points").size() / 3; i++) {
			assertThat(reading.mesh().point(i)).satisfies(closeTo(golden, 3 * i));
		}
	}

	@Test
	void drawsSameEye() {
		JsonNode golden = golden("iris");

		float[] contour = this.analysis.eyes().contour(square(golden));

		assertThat(contour).hasSize(golden.get("points").size());
		for (int i = 0; i < contour.length; i++) {
			assertThat((double) contour[i]).isCloseTo(golden.get("points").get(i).asDouble(), within(POINT_TOLERANCE));
		}
	}

	@Test
	void putsSameLandmarks() {
		JsonNode golden = golden("landmarks");

		List<Point> points = this.analysis.landmarks().read(square(golden), IDENTITY).points();

		assertThat(points).hasSize(68);
		for (int i = 0; i < points.size(); i++) {
			assertThat(points.get(i)).satisfies(closeTo(golden, 2 * i));
		}
	}

	@Test
	void describesSameFace() {
		JsonNode golden = golden("recognition");
		RgbChip face = square(golden);

		assertThat(this.dlib.describe(face)).containsExactly(floats(golden.get("descriptor")),
				within((float) DESCRIPTOR_TOLERANCE));
		assertThat(this.dlib.describe(face.mirrored())).containsExactly(floats(golden.get("mirrored")),
				within((float) DESCRIPTOR_TOLERANCE));
	}

	@Test
	void makesTemplateOfBothDescriptors() {
		JsonNode golden = golden("recognition");
		float[] descriptor = floats(golden.get("descriptor"));
		float[] mirrored = floats(golden.get("mirrored"));
		for (int i = 0; i < descriptor.length; i++) {
			descriptor[i] = (descriptor[i] + mirrored[i]) / 2;
		}

		var template = this.dlib.template(square(golden));

		assertThat(template.modelId()).isEqualTo("dlib-resnet-128/1");
		assertThat(template.distanceTo(new FaceTemplate(RecognitionModel.DLIB.model(), descriptor)))
			.isLessThan(DESCRIPTOR_TOLERANCE);
	}

	private static Consumer<Point> closeTo(JsonNode golden, int index) {
		return (point) -> {
			assertThat(point.x()).isCloseTo(golden.get("points").get(index).asDouble(), within(POINT_TOLERANCE));
			assertThat(point.y()).isCloseTo(golden.get("points").get(index + 1).asDouble(), within(POINT_TOLERANCE));
		};
	}

	private static float[] floats(JsonNode numbers) {
		var floats = new float[numbers.size()];
		for (int i = 0; i < floats.length; i++) {
			floats[i] = (float) numbers.get(i).asDouble();
		}
		return floats;
	}

	/** The square of the portrait that the library looked at, pixel by pixel. */
	private static RgbChip square(JsonNode golden) {
		int sidePx = golden.at("/square/sidePx").asInt();
		var portrait = Portrait.small();
		var values = new float[RgbImage.CHANNELS * sidePx * sidePx];
		for (int i = 0; i < sidePx * sidePx; i++) {
			int rgb = portrait.getRGB(golden.at("/square/leftPx").asInt() + i % sidePx,
					golden.at("/square/topPx").asInt() + i / sidePx);
			for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
				values[channel * sidePx * sidePx + i] = rgb >> (16 - 8 * channel) & 0xff;
			}
		}
		return new RgbChip(sidePx, values);
	}

	private static JsonNode golden(String name) {
		try (var stream = GoldenTests.class.getResourceAsStream("/face/golden/" + name + ".json")) {
			return new ObjectMapper().readTree(stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
