package io.selfieregistration.face.onnx;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MobileFaceNetworkTests {

	private static final int SIDE_PX = MobileFaceNetwork.SIDE_PX;

	private static final MobileFaceNetwork NETWORK = (MobileFaceNetwork) FaceFixtures
		.analysis(RecognitionModel.MOBILEFACENET)
		.recognition();

	/** Measured where the limits were, on the network of the file itself. */
	@Test
	void answersTheGoldenVector() {
		float[] answer = NETWORK.describe(Network.pattern(SIDE_PX));

		double squares = 0;
		for (float value : answer) {
			squares += value * value;
		}
		assertThat(answer).hasSize(192);
		assertThat(Arrays.copyOf(answer, 6)).containsExactly(
				new float[] { -0.078359f, 0.757487f, 0.514094f, -0.081019f, -1.509729f, 0.095865f }, within(1e-4f));
		assertThat(Math.sqrt(squares / answer.length)).isCloseTo(1.5956647, within(1e-4));
	}

	@ParameterizedTest
	@MethodSource
	void answersWhatThePlainFileDoes(RgbChip chip) {
		byte[] file = ModelFile.MOBILEFACENET.read(getClass().getClassLoader());

		float[] plain = new PlainTflite(file).run(channelsLast(chip));

		assertThat(distance(NETWORK.describe(chip), plain)).isLessThan(0.001);
	}

	static Stream<RgbChip> answersWhatThePlainFileDoes() {
		var random = new Random(20261130);
		var noise = new float[3 * SIDE_PX * SIDE_PX];
		for (int i = 0; i < noise.length; i++) {
			noise[i] = random.nextInt(256);
		}
		return Stream.of(Network.pattern(SIDE_PX), new RgbChip(SIDE_PX, noise),
				new RgbChip(SIDE_PX, new float[3 * SIDE_PX * SIDE_PX]));
	}

	@Test
	void makesTemplateOfLengthOneThatAMirrorDoesNotChange() {
		RgbChip chip = Network.pattern(SIDE_PX);

		FaceTemplate template = NETWORK.template(chip);

		assertThat(template.distanceTo(new FaceTemplate(template.model(), new float[192]))).isCloseTo(1, within(1e-6));
		assertThat(template.distanceTo(NETWORK.template(chip.mirrored()))).isCloseTo(0, within(1e-5));
		assertThat(template.modelId()).isEqualTo("mobilefacenet-192/1");
	}

	@Test
	void makesTheTemplateOfTheSettingByDefault() {
		assertThat(FaceFixtures.assess(Portrait.good()).face().template()).hasValueSatisfying(
				(template) -> assertThat(template.model()).isEqualTo(RecognitionModel.MOBILEFACENET.model()));
	}

	private static float[] channelsLast(RgbChip chip) {
		var values = new float[3 * SIDE_PX * SIDE_PX];
		for (int i = 0; i < values.length; i++) {
			values[i] = (chip.value(i / 3, i % 3) - 127.5f) / 128;
		}
		return values;
	}

	private static double distance(float[] one, float[] other) {
		double squares = 0;
		for (int i = 0; i < one.length; i++) {
			squares += (one[i] - other[i]) * (one[i] - other[i]);
		}
		return Math.sqrt(squares);
	}

}
