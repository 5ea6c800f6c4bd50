package io.selfieregistration.face;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.face.onnx.OnnxFaceAnalysis;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The whole way from an upload to findings, on the portrait and its damaged variants. */
class FacePipelineTests {

	private static final FaceTemplate ORIGINAL = template(Portrait.good());

	@Test
	void acceptsGoodSelfieWithoutAnyHint() {
		FaceAssessment face = FaceFixtures.assess(Portrait.good()).face();

		assertThat(face.findings()).isEmpty();
		assertThat(face.accepted()).isTrue();
		assertThat(face.template()).isPresent();
	}

	@ParameterizedTest(name = "{0} is refused as {1}")
	@MethodSource
	void refusesDamagedSelfie(String damage, ReasonCode expected, BufferedImage picture) {
		FaceAssessment face = FaceFixtures.assess(picture).face();

		assertThat(face.findings()).first().isEqualTo(Finding.refuse(expected));
		assertThat(face.accepted()).isFalse();
		assertThat(face.template()).isEmpty();
	}

	static Stream<Arguments> refusesDamagedSelfie() {
		return Stream.of(arguments("landscape", ReasonCode.NO_FACE, Portrait.noFace()),
				arguments("single colour", ReasonCode.NO_FACE, plain(Color.PINK)),
				arguments("two faces", ReasonCode.MULTIPLE_FACES, Portrait.twoFaces()),
				arguments("face of 43 px", ReasonCode.FACE_TOO_SMALL, Portrait.small()),
				arguments("an eighth of the light", ReasonCode.TOO_DARK, Portrait.dark()),
				arguments("twice the light", ReasonCode.OVEREXPOSED, Portrait.brightness(2)),
				arguments("one half in the shade", ReasonCode.UNEVEN_LIGHT, Damage.shaded(Portrait.good(), 360, 0.15)),
				arguments("out of focus", ReasonCode.BLURRED, Portrait.blurred()),
				arguments("noise", ReasonCode.NOISY, Damage.noisy(Portrait.good(), 20)),
				arguments("little contrast", ReasonCode.LOW_CONTRAST, Damage.flattened(Portrait.good(), 0.25)),
				arguments("eyes closed", ReasonCode.EYES_CLOSED, Portrait.eyesClosed()),
				arguments("tilted by 35 degrees", ReasonCode.HEAD_TILTED, Portrait.rotated(35)),
				arguments("tilted the other way", ReasonCode.HEAD_TILTED, Portrait.rotated(-35)),
				arguments("on its side", ReasonCode.HEAD_TILTED, Portrait.rotated(90)),
				arguments("upside down", ReasonCode.HEAD_TILTED, Portrait.rotated(180)),
				arguments("forehead cut off", ReasonCode.FACE_CROPPED, Portrait.good().getSubimage(100, 170, 520, 520)),
				arguments("chin cut off", ReasonCode.FACE_CROPPED, Portrait.good().getSubimage(100, 0, 520, 400)),
				arguments("one side cut off", ReasonCode.FACE_CROPPED, Portrait.good().getSubimage(260, 0, 460, 720)));
	}

	/** As photos are, which were accepted by the rules of their time. */
	@Test
	void describesOneFaceWhateverIsToBeSaidAboutIt() {
		SelfieAssessment good = FaceFixtures.assess(Portrait.good());
		SelfieAssessment dark = FaceFixtures.assess(Portrait.dark());

		assertThat(FaceFixtures.analysis().describe(good.image())).isEqualTo(good.face().template());
		assertThat(dark.face().template()).isEmpty();
		assertThat(FaceFixtures.analysis().describe(dark.image()))
			.hasValueSatisfying((template) -> assertThat(template.distanceTo(ORIGINAL)).isLessThan(0.95));
	}

	@Test
	void describesNothingOfPhotosWithoutOneFace() {
		for (BufferedImage picture : List.of(Portrait.noFace(), Portrait.twoFaces())) {
			assertThat(FaceFixtures.analysis().describe(FaceFixtures.assess(picture).image())).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(RecognitionModel.class)
	void tellsTheModelOfItsTemplates(RecognitionModel network) {
		OnnxFaceAnalysis analysis = FaceFixtures.analysis(network);

		assertThat(analysis.templateModel()).contains(network.model());
		assertThat(analysis.describe(FaceFixtures.assess(Portrait.good()).image()))
			.hasValueSatisfying((template) -> assertThat(template.model()).isEqualTo(network.model()));
	}

	@Test
	void refusesStrongCompression() {
		var face = FaceFixtures.assess(Portrait.asJpeg(Portrait.good(), 0.03f)).face();

		assertThat(face.findings()).contains(Finding.refuse(ReasonCode.COMPRESSED));
	}

	@ParameterizedTest(name = "{0} is accepted with the hint {1}")
	@MethodSource
	void acceptsSelfieWithHint(String damage, ReasonCode expected, BufferedImage picture) {
		FaceAssessment face = FaceFixtures.assess(picture).face();

		assertThat(face.findings()).contains(Finding.hint(expected));
		assertThat(face.accepted()).isTrue();
		assertThat(face.template()).isPresent();
	}

	static Stream<Arguments> acceptsSelfieWithHint() {
		return Stream.of(
				arguments("face of 86 px", ReasonCode.FACE_TOO_SMALL, Portrait.scaled(Portrait.small(), 1024, 1024)),
				arguments("no colours", ReasonCode.GREYSCALE, tinted(new float[] { 1, 1, 1 }, true)),
				arguments("blue light", ReasonCode.COLOUR, tinted(new float[] { 0.7f, 0.8f, 1.3f }, false)));
	}

	/** At least a hint, which integrators get. */
	@ParameterizedTest(name = "pattern {0} in {1} and {2}")
	@CsvSource({ "0, 0x0f0f0f, 0x0f0f0f", "0, 0x3c322d, 0x3c322d", "0, 0xebebeb, 0xebebeb", "0, 0x5a8cbe, 0x5a8cbe",
			"1, 0x1e1e1e, 0xe6e6e6", "2, 0x1e1e1e, 0xe6e6e6", "3, 0x1e1e1e, 0xe6e6e6", "3, 0x1e1e1e, 0x5a78c8",
			"1, 0x5a78c8, 0xe6e6e6", "3, 0x208040, 0xe6e6e6" })
	void tellsOfWhatCoversTheMouthAlone(int pattern, String colour, String other) {
		BufferedImage picture = Damage.mouthPatched(pattern, Color.decode(colour), Color.decode(other));

		assertThat(FaceFixtures.assess(picture).face().findings()).extracting(Finding::code)
			.contains(ReasonCode.FACE_COVERED);
	}

	@ParameterizedTest(name = "scaled to {0} px")
	@ValueSource(ints = { 480, 600, 1024, 1900, 2600 })
	void findsSamePersonAtEverySize(int sidePx) {
		assertThat(template(Portrait.scaled(Portrait.good(), sidePx, sidePx)).distanceTo(ORIGINAL)).isLessThan(0.104);
	}

	@ParameterizedTest(name = "tilted by {0} degrees")
	@ValueSource(doubles = { -20, -10, 5, 10, 18 })
	void findsSamePersonWithTiltedHead(double degrees) {
		assertThat(template(Portrait.rotated(degrees)).distanceTo(ORIGINAL)).isLessThan(0.104);
	}

	@Test
	void findsSamePersonInMirror() {
		assertThat(template(Portrait.mirrored()).distanceTo(ORIGINAL)).isLessThan(0.2);
	}

	@Test
	void findsSamePersonInWholePhoto() {
		assertThat(template(Portrait.scaled(Portrait.small(), 1900, 1900)).distanceTo(ORIGINAL)).isLessThan(0.104);
	}

	@ParameterizedTest(name = "{0} times the light")
	@ValueSource(floats = { 0.6f, 0.8f, 1.1f })
	void findsSamePersonInOtherLight(float factor) {
		assertThat(template(Portrait.brightness(factor)).distanceTo(ORIGINAL)).isLessThan(0.3);
	}

	@Test
	void findsSamePersonInSmallJpeg() {
		var template = FaceFixtures.assess(Portrait.asJpeg(Portrait.good(), 0.4f)).face().template().orElseThrow();

		assertThat(template.distanceTo(ORIGINAL)).isLessThan(0.2);
	}

	@Test
	void answersTheSameForTheSameUpload() {
		assertThat(FaceFixtures.assess(Portrait.good()).face()).isEqualTo(FaceFixtures.assess(Portrait.good()).face());
	}

	@Test
	void looksAtTheEyesOnlyWhenNothingElseRefuses() {
		assertThat(FaceFixtures.assess(Portrait.good()).face().measures()).containsKey("eyesOpen");
		assertThat(FaceFixtures.assess(Portrait.dark()).face().measures()).doesNotContainKey("eyesOpen");
	}

	private static FaceTemplate template(BufferedImage picture) {
		FaceAssessment face = FaceFixtures.assess(picture).face();
		return face.template().orElseThrow(() -> new AssertionError("refused with " + face.findings()));
	}

	private static BufferedImage plain(Color colour) {
		return Portrait.drawn(640, 480, (graphics) -> {
			graphics.setColor(colour);
			graphics.fillRect(0, 0, 640, 480);
		});
	}

	private static BufferedImage tinted(float[] factors, boolean grey) {
		var image = Portrait.good();
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				var colour = new Color(image.getRGB(x, y));
				List<Integer> levels = grey ? Collections.nCopies(3, colour.getGreen())
						: Arrays.asList(colour.getRed(), colour.getGreen(), colour.getBlue());
				image.setRGB(x, y,
						rgb(levels.get(0) * factors[0], levels.get(1) * factors[1], levels.get(2) * factors[2]));
			}
		}
		return image;
	}

	private static int rgb(double red, double green, double blue) {
		return level(red) << 16 | level(green) << 8 | level(blue);
	}

	private static int level(double value) {
		return (int) Math.round(Math.min(255, Math.max(0, value)));
	}

}
