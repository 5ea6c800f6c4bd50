package io.selfieregistration.face.quality;

import java.awt.Color;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Measures of light, colour, sharpness and noise. */
class PixelMeasuresTests {

	@ParameterizedTest(name = "grey {0}")
	@CsvSource({ "0", "60", "128", "255" })
	void measuresMeanOfPlainFace(int level) {
		var face = FaceSamples.painted((x, y) -> grey(level));

		// The histogram counts whole levels below
		assertThat(new LuminanceMeanMeasure().value(face)).isCloseTo(level, within(1.0));
		assertThat(new LuminanceVarianceMeasure().value(face)).isZero();
		assertThat(new ColourSaturationMeasure().value(face)).isZero();
	}

	@Test
	void ignoresWhatIsOutsideTheFace() {
		var face = FaceSamples.painted((x, y) -> (Math.hypot(x - 200, y - 200) < 120) ? grey(100) : grey(255));

		assertThat(new LuminanceMeanMeasure().value(face)).isCloseTo(100, within(1.0));
		assertThat(new OverExposurePreventionMeasure().value(face)).isZero();
	}

	@Test
	void measuresDeviationOfTwoTones() {
		var face = FaceSamples.painted((x, y) -> grey((x < 200) ? 100 : 140));

		assertThat(new LuminanceVarianceMeasure().value(face)).isCloseTo(20, within(0.5));
	}

	@ParameterizedTest(name = "upper part of grey {0} -> {1}")
	@CsvSource({ "249, 0", "252, 0.5", "255, 0.5" })
	void measuresShareOfWhite(int level, double expected) {
		var face = FaceSamples.painted((x, y) -> grey((y < 200) ? level : 100));

		assertThat(new OverExposurePreventionMeasure().value(face)).isCloseTo(expected, within(0.02));
	}

	@ParameterizedTest(name = "{0} beside {1} -> {2}")
	@CsvSource({ "100, 100, 1", "50, 100, 0.5", "100, 50, 0.5", "0, 200, 0.01" })
	void measuresEvennessOfLight(int left, int right, double expected) {
		var face = FaceSamples.painted((x, y) -> grey((x < 200) ? left : right));

		assertThat(new IlluminationUniformityMeasure().value(face)).isCloseTo(expected, within(0.02));
	}

	@Test
	void refusesBlackFace() {
		var measure = new IlluminationUniformityMeasure();
		double value = measure.value(FaceSamples.painted((x, y) -> Color.BLACK));

		assertThat(value).isNaN();
		assertThat(measure.description().limits().judge(value)).isPresent();
	}

	@ParameterizedTest(name = "red {0}, green {1}, blue {2} -> {3}")
	@CsvSource({ "200, 200, 200, 0", "200, 150, 120, 80", "0, 0, 255, 255" })
	void measuresSaturation(int red, int green, int blue, double expected) {
		var face = FaceSamples.painted((x, y) -> new Color(red, green, blue));

		assertThat(new ColourSaturationMeasure().value(face)).isCloseTo(expected, within(1e-3));
	}

	/** Reference values: CIELAB of sRGB under D65. */
	@ParameterizedTest(name = "red {0}, green {1}, blue {2} -> a* {3}, b* {4}")
	@CsvSource({ "128, 128, 128, 0, 0", "255, 0, 0, 80.1, 67.2", "0, 255, 0, -86.2, 83.2", "0, 0, 255, 79.2, -107.9",
			"224, 172, 105, 11.3, 41.5" })
	void measuresColourOfLight(int red, int green, int blue, double a, double b) {
		var face = FaceSamples.painted((x, y) -> new Color(red, green, blue));

		assertThat(new NaturalColourMeasure(NaturalColourMeasure.Axis.GREEN_RED).value(face)).isCloseTo(a, within(0.6));
		assertThat(new NaturalColourMeasure(NaturalColourMeasure.Axis.BLUE_YELLOW).value(face)).isCloseTo(b,
				within(0.6));
	}

	@Test
	void measuresMoreBlurTheWiderTheEdges() {
		double sharp = sharpness(1);
		double softer = sharpness(8);
		double soft = sharpness(24);

		assertThat(sharp).isBetween(0.0, 0.4);
		assertThat(softer).isBetween(sharp + 0.1, 1.0);
		assertThat(soft).isBetween(softer + 0.1, 1.0);
	}

	@Test
	void takesFaceWithoutDetailForBlurred() {
		assertThat(new SharpnessMeasure().value(FaceSamples.painted((x, y) -> Color.GRAY))).isOne();
	}

	@ParameterizedTest(name = "noise of {0} levels")
	@CsvSource({ "0", "5", "9", "16" })
	void measuresNoise(double deviation) {
		var random = new Random(7);
		var face = FaceSamples.painted((x, y) -> grey((int) Math.round(128 + deviation * random.nextGaussian())));

		assertThat(new NoiseMeasure().value(face)).isCloseTo(deviation, within(0.05 * deviation));
	}

	@ParameterizedTest(name = "blocks {0} px wide, shifted by {1} -> {2}")
	@CsvSource({ "8, 0, 61", "8, 4, 0.1045", "1, 0, 1" })
	void measuresBlocks(int blockPx, int shiftPx, double expected) {
		var face = FaceSamples
			.painted((x, y) -> grey(((x + shiftPx) / blockPx + (y + shiftPx) / blockPx) % 2 == 0 ? 125 : 131));

		assertThat(new CompressionArtifactsMeasure().value(face)).isCloseTo(expected, within(0.1 * expected));
	}

	@Test
	void looksForBlocksOnlyInOriginalPixels() {
		var measure = new CompressionArtifactsMeasure();
		FaceSamples.Painting plain = (x, y) -> Color.GRAY;

		assertThat(measure.appliesTo(FaceSamples.sample(FaceSamples.frontal(), 400, 400, plain, true))).isTrue();
		assertThat(measure.appliesTo(FaceSamples.sample(FaceSamples.frontal(), 400, 400, plain, false))).isFalse();
	}

	/** Ramps of the given width between two tones. */
	private static double sharpness(int rampPx) {
		return new SharpnessMeasure().value(FaceSamples.painted((x, y) -> {
			int phase = Math.floorMod(x + y, 100);
			double share = (phase < 50) ? Math.min(1, phase / (double) rampPx)
					: 1 - Math.min(1, (phase - 50) / (double) rampPx);
			return grey((int) (60 + 120 * share));
		}));
	}

	private static Color grey(int level) {
		int clamped = Math.min(255, Math.max(0, level));
		return new Color(clamped, clamped, clamped);
	}

}
