package io.selfieregistration.face;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Small frames are judged as the selfie would be, from the same picture at a fraction of
 * its size.
 */
class FacePreviewTests {

	private static final int LONGER_SIDE_PX = 320;

	@Test
	void findsNothingToChangeOnGoodFace() throws Exception {
		FacePreview preview = preview(phone(Portrait.good()));

		assertThat(preview.findings()).isEmpty();
		assertThat(preview.good()).isTrue();
		assertThat(preview.face()).hasValueSatisfying((place) -> {
			assertThat(place.x()).isBetween(0.4, 0.6);
			assertThat(place.y()).isBetween(0.3, 0.6);
			assertThat(place.height()).isBetween(0.25, 0.6);
		});
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void asksForTheSameAsTheSelfie(String damage, ReasonCode expected, BufferedImage picture) throws Exception {
		assertThat(FaceFixtures.assess(picture).face().findings().get(0)).isEqualTo(Finding.refuse(expected));

		FacePreview preview = preview(picture);

		assertThat(preview.findings().get(0)).isEqualTo(Finding.refuse(expected));
		assertThat(preview.good()).isFalse();
	}

	static Stream<Arguments> asksForTheSameAsTheSelfie() {
		return Stream.of(arguments("landscape", ReasonCode.NO_FACE, Portrait.noFace()),
				arguments("two faces", ReasonCode.MULTIPLE_FACES, Portrait.twoFaces()),
				arguments("face of 43 px", ReasonCode.FACE_TOO_SMALL, Portrait.small()),
				arguments("an eighth of the light", ReasonCode.TOO_DARK, Portrait.dark()),
				arguments("eyes closed", ReasonCode.EYES_CLOSED, Portrait.eyesClosed()),
				arguments("tilted by 35 degrees", ReasonCode.HEAD_TILTED, Portrait.rotated(35)),
				arguments("mask", ReasonCode.FACE_COVERED, Damage.masked(Color.LIGHT_GRAY)),
				arguments("sunglasses", ReasonCode.EYES_COVERED, Damage.sunglasses(Color.BLACK)),
				arguments("chin cut off", ReasonCode.FACE_CROPPED, Portrait.good().getSubimage(100, 0, 520, 400)));
	}

	@Test
	void tellsSizeOfFaceFromPixelsOfTheSelfie() throws Exception {
		BufferedImage frame = frame(phone(Portrait.good()));

		assertThat(preview(frame, 1).findings()).contains(Finding.refuse(ReasonCode.FACE_TOO_SMALL));
		assertThat(preview(frame, 2.25).findings()).isEmpty();
	}

	@Test
	void tellsBlurOfStillThatIsLargeEnough() throws Exception {
		BufferedImage still = Damage.selfie();
		BufferedImage moved = Damage.moved(still, 0.35 * Damage.SELFIE_EYES_PX, 30);

		assertThat(preview(Portrait.scaled(still, 480, 640), 1.5).findings()).isEmpty();
		assertThat(preview(Portrait.scaled(moved, 480, 640), 1.5).findings())
			.contains(Finding.refuse(ReasonCode.BLURRED));
		assertThat(preview(Portrait.scaled(moved, 240, 320), 3).findings())
			.doesNotContain(Finding.refuse(ReasonCode.BLURRED));
	}

	@Test
	void looksAtNoPictureThatIsLargerThanFrame() {
		assertThatExceptionOfType(SelfieImageRejected.class).isThrownBy(() -> preview(Portrait.good(), 1))
			.satisfies((rejected) -> assertThat(rejected.reason())
				.isEqualTo(SelfieImageRejected.Reason.DIMENSIONS_UNSUPPORTED));
	}

	private static FacePreview preview(BufferedImage picture) throws SelfieImageRejected {
		BufferedImage frame = frame(picture);
		return preview(frame, (double) picture.getWidth() / frame.getWidth());
	}

	private static FacePreview preview(BufferedImage frame, double enlargement) throws SelfieImageRejected {
		try (var assessor = FaceFixtures.assessor(FaceFixtures.analysis(), FaceFixtures.settings())) {
			return assessor.preview(Portrait.asJpeg(frame, 0.7f), enlargement).orElseThrow();
		}
	}

	/** What a phone held upright takes of a square picture. */
	private static BufferedImage phone(BufferedImage square) {
		return square.getSubimage(90, 0, 540, 720);
	}

	private static BufferedImage frame(BufferedImage picture) {
		double factor = (double) LONGER_SIDE_PX / Math.max(picture.getWidth(), picture.getHeight());
		return Portrait.scaled(picture, (int) Math.round(picture.getWidth() * factor),
				(int) Math.round(picture.getHeight() * factor));
	}

}
