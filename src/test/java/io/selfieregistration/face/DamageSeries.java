package io.selfieregistration.face;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The portrait, damaged step by step in the ways selfies are, with what the verdict
 * should be.
 */
final class DamageSeries {

	private static final Color[] LENSES = { new Color(95, 60, 35), new Color(90, 90, 90), new Color(150, 110, 60) };

	/** A hand, black hair and a bandage. */
	private static final Color[] COVERS = { new Color(196, 146, 122), new Color(25, 20, 20), new Color(230, 230, 230) };

	private static final Color[] MASKS = { new Color(225, 230, 235), new Color(90, 140, 190), new Color(25, 25, 28) };

	private DamageSeries() {
	}

	static Stream<Damaged> all() {
		return Stream
			.of(blur(), motion(), light(), noise(), shade(), crop(), roll(), faces(), covers(),
					series("as it is", Optional.empty(), DoubleStream.of(1), (size) -> Damage.selfie()))
			.flatMap((series) -> series);
	}

	/** The weakest damage of most series. */
	static Stream<Damaged> firstOfEach() {
		Set<String> seen = new HashSet<>();
		return all().filter((damaged) -> seen.add(damaged.series() + damaged.expected()));
	}

	private static Stream<Damaged> blur() {
		return Stream.concat(
				refused("gaussian blur, sigma in px of 720", ReasonCode.BLURRED, DoubleStream.of(6, 8, 10, 15),
						(sigma) -> Damage.blurred(Damage.selfie(), sigma)),
				Stream.concat(
						refused("box blur, radius in px of 720", ReasonCode.BLURRED, DoubleStream.of(10, 14, 18),
								(radius) -> Damage.boxBlurred(Damage.selfie(), (int) radius)),
						series("gaussian blur, sigma in px of 720", Optional.empty(), DoubleStream.of(1, 2),
								(sigma) -> Damage.blurred(Damage.selfie(), sigma))));
	}

	private static Stream<Damaged> motion() {
		return Stream.concat(
				refused("motion by .35 of the eye distance, direction", ReasonCode.BLURRED,
						DoubleStream.of(0, 22.5, 45, 67.5, 90, 112.5, 135, 157.5),
						(degrees) -> Damage.moved(Damage.selfie(), 0.35 * Damage.SELFIE_EYES_PX, degrees)),
				refused("motion by .15 of the eye distance, direction", ReasonCode.BLURRED,
						DoubleStream.of(90, 67.5, 112.5),
						(degrees) -> Damage.moved(Damage.selfie(), 0.15 * Damage.SELFIE_EYES_PX, degrees)));
	}

	private static Stream<Damaged> light() {
		return Stream.of(
				series("darker, factor", Optional.empty(), DoubleStream.of(0.8, 0.6, 0.4, 0.3),
						(factor) -> Damage.light(Damage.selfie(), factor)),
				refused("darker, factor", ReasonCode.TOO_DARK, DoubleStream.of(0.15, 0.1, 0.05),
						(factor) -> Damage.light(Damage.selfie(), factor)),
				refused("brighter, factor", ReasonCode.OVEREXPOSED, DoubleStream.of(1.5, 2, 3),
						(factor) -> Damage.light(Damage.selfie(), factor)),
				refused("contrast, factor", ReasonCode.LOW_CONTRAST, DoubleStream.of(0.25, 0.15),
						(factor) -> Damage.flattened(Damage.selfie(), factor)))
			.flatMap((series) -> series);
	}

	private static Stream<Damaged> noise() {
		return refused("noise, deviation", ReasonCode.NOISY, DoubleStream.of(16, 24, 32),
				(deviation) -> Damage.noisy(Damage.selfie(), deviation));
	}

	private static Stream<Damaged> shade() {
		return refused("half in the shade, factor", ReasonCode.UNEVEN_LIGHT, DoubleStream.of(0.25, 0.15, 0.1),
				(factor) -> Damage.shaded(Damage.selfie(), 360, factor));
	}

	private static Stream<Damaged> crop() {
		return Stream.of(
				refused("tight crop, px left", ReasonCode.FACE_CROPPED, DoubleStream.of(0, 10, 20),
						(less) -> Damage.tightCrop((int) less)),
				refused("forehead cut off, px", ReasonCode.FACE_CROPPED, DoubleStream.of(170, 190),
						(top) -> Portrait.good().getSubimage(100, (int) top, 520, 520)),
				refused("chin cut off, px left", ReasonCode.FACE_CROPPED, DoubleStream.of(400, 380),
						(height) -> Portrait.good().getSubimage(100, 0, 520, (int) height)),
				refused("side cut off, px", ReasonCode.FACE_CROPPED, DoubleStream.of(260, 250),
						(left) -> Portrait.good().getSubimage((int) left, 0, 460, 720)),
				series("arm's length, margin in eye distances", Optional.empty(), DoubleStream.of(0.9, 0.8, 0.7),
						Damage::withSideMargin))
			.flatMap((series) -> series);
	}

	private static Stream<Damaged> roll() {
		return Stream.concat(
				series("roll, degrees", Optional.empty(), DoubleStream.of(-15, 15),
						(degrees) -> Damage.rolled(Damage.selfie(), degrees)),
				refused("roll, degrees", ReasonCode.HEAD_TILTED,
						DoubleStream.iterate(30, (degrees) -> degrees <= 330, (degrees) -> degrees + 15),
						(degrees) -> Damage.rolled(Damage.selfie(), degrees)));
	}

	private static Stream<Damaged> faces() {
		return Stream
			.of(refused("two faces, size of the second", ReasonCode.MULTIPLE_FACES, DoubleStream.of(1, 0.7, 0.5),
					Damage::withSecondFace),
					series("poster behind, size", Optional.empty(), DoubleStream.of(0.2, 0.15), Damage::withSecondFace))
			.flatMap((series) -> series);
	}

	private static Stream<Damaged> covers() {
		return Stream.of(
				refused("mask, colour", ReasonCode.FACE_COVERED, DoubleStream.of(0, 1, 2),
						(colour) -> Damage.masked(MASKS[(int) colour])),
				refused("scarf, colour", ReasonCode.FACE_COVERED, DoubleStream.of(0, 1, 2),
						(colour) -> Damage.halfCovered(COVERS[(int) colour])),
				refused("sunglasses, grey", ReasonCode.EYES_COVERED, DoubleStream.of(5, 20, 35),
						(grey) -> Damage.sunglasses(new Color((int) grey, (int) grey, (int) grey))),
				refused("coloured lenses, colour", ReasonCode.EYES_COVERED, DoubleStream.of(0, 1, 2),
						(colour) -> Damage.sunglasses(LENSES[(int) colour])),
				refused("one eye covered, colour", ReasonCode.EYES_COVERED, DoubleStream.of(0, 1, 2),
						(colour) -> Damage.oneEyeCovered(COVERS[(int) colour])),
				refused("hand, fingers", ReasonCode.FACE_COVERED, DoubleStream.of(4, 5),
						(fingers) -> Damage.handOverFace((int) fingers)),
				refused("patch over the mouth alone, pattern", ReasonCode.FACE_COVERED, DoubleStream.of(0),
						(pattern) -> Damage.mouthPatched((int) pattern, COVERS[1], Color.WHITE)),
				refused("lids drawn over the eyes", ReasonCode.EYES_CLOSED, DoubleStream.of(1),
						(one) -> Portrait.eyesClosed()))
			.flatMap((series) -> series);
	}

	private static Stream<Damaged> refused(String series, ReasonCode code, DoubleStream sizes, Picture picture) {
		return series(series, Optional.of(code), sizes, picture);
	}

	private static Stream<Damaged> series(String series, Optional<ReasonCode> expected, DoubleStream sizes,
			Picture picture) {
		return sizes.mapToObj((size) -> new Damaged(series, size, expected, () -> picture.of(size)));
	}

	/** Makes the picture of one size of damage. */
	private interface Picture {

		BufferedImage of(double size);

	}

	/**
	 * One damaged picture.
	 *
	 * @param size of the damage, as the name of the series says
	 * @param expected why it should be refused; empty if it should not
	 */
	record Damaged(String series, double size, Optional<ReasonCode> expected, Supplier<BufferedImage> picture) {

		@Override
		public String toString() {
			return this.series + " " + this.size;
		}

	}

}
