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

		// Histograms count whole levels below
		assertThat(new SceneLuminanceMeasure().value(face)).isCloseTo(level, within(1.0));
		assertThat(new UnderExposurePreventionMeasure().value(face)).isCloseTo(level, within(1.0));
		assertThat(new LuminanceMeanMeasure().value(face)).isCloseTo((level > 0) ? 1 : 0, within(0.02));
		assertThat(new ColourSaturationMeasure().value(face)).isZero();
	}

	@Test
	void measuresSceneByItsBrightestParts() {
		var face = FaceSamples.painted((x, y) -> (x < 40 && y < 40) ? grey(200) : grey(30));

		assertThat(new SceneLuminanceMeasure().value(face)).isCloseTo(200, within(1.0));
		assertThat(new LuminanceMeanMeasure().value(face)).isCloseTo(0.15, within(0.01));
	}

	@ParameterizedTest(name = "{0} times the light")
	@CsvSource({ "1", "0.5", "0.25" })
	void findsTheSameContrastInAnyLight(double light) {
		var face = FaceSamples.painted((x, y) -> grey((int) Math.round(light * ((x < 200) ? 100 : 140))));

		assertThat(new LuminanceVarianceMeasure().value(face)).isCloseTo(1 / 6.0, within(0.005));
	}

	@Test
	void ignoresWhatIsOutsideTheFace() {
		var face = FaceSamples.painted((x, y) -> (Math.hypot(x - 200, y - 200) < 120) ? grey(100) : grey(255));

		assertThat(new LuminanceMeanMeasure().value(face)).isCloseTo(100 / 255.0, within(0.01));
		assertThat(new OverExposurePreventionMeasure().value(face)).isZero();
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

	/** The lips lie between 238 and 262 px, from 160 to 240 px. */
	@ParameterizedTest(name = "mouth of {0} beside cheeks of {1} -> {2}")
	@CsvSource({ "200, 200, 0", "100, 200, 0", "50, 200, 1", "0, 200, 1", "20, 50, 0", "10, 50, 1", "0, 0, 0" })
	void measuresShareOfMouthThatIsDark(int mouth, int cheeks, double expected) {
		var face = FaceSamples.sample(withMouth(), 400, 400, (x, y) -> grey((y > 225) ? mouth : cheeks));

		assertThat(new MouthDarknessMeasure().value(face)).isCloseTo(expected, within(0.02));
	}

	@ParameterizedTest(name = "{0} times the light")
	@CsvSource({ "1", "0.5" })
	void measuresWhetherMouthHasTheColourOfTheCheeks(double light) {
		var skin = new Color((int) (200 * light), (int) (150 * light), (int) (120 * light));
		var blue = new Color((int) (90 * light), (int) (120 * light), (int) (200 * light));

		var covered = FaceSamples.sample(withMouth(), 400, 400, (x, y) -> (y > 205) ? blue : skin);
		var bare = FaceSamples.sample(withMouth(), 400, 400, (x, y) -> skin);

		// 200 and 120 of 470 to 90 and 200 of 410
		assertThat(new MouthColourMeasure().value(covered)).isCloseTo(0.311, within(0.01));
		assertThat(new MouthColourMeasure().value(bare)).isCloseTo(0, within(1e-6));
	}

	private static double[] withMouth() {
		double[] mesh = FaceSamples.frontal();
		FaceSamples.put(mesh, 61, 160, 250, 0);
		FaceSamples.put(mesh, 291, 240, 250, 0);
		FaceSamples.put(mesh, 0, 200, 240, 0);
		FaceSamples.put(mesh, 17, 200, 260, 0);
		FaceSamples.put(mesh, 1, 200, 190, 0);
		return mesh;
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

	/** Edges between two tones, each blurred by a Gaussian in one or both directions. */
	@ParameterizedTest(name = "{0} px across, {1} px down")
	@CsvSource({ "3, 3, 0.036", "6, 6, 0.072", "10, 10, 0.12", "10, 1, 0.1", "1, 10, 0.12" })
	void measuresWidthOfEdgesInTheDirectionOfMostBlur(double acrossPx, double downPx, double expected) {
		var face = FaceSamples
			.painted((x, y) -> grey((int) Math.round((softEdges(x, acrossPx) + softEdges(y, downPx)) / 2)));

		assertThat(new SharpnessMeasure().value(face)).isCloseTo(expected, within(0.25 * expected));
	}

	@Test
	void findsBlurUnderNoise() {
		var random = new Random(7);
		var face = FaceSamples.painted((x,
				y) -> grey((int) Math.round((softEdges(x, 10) + softEdges(y, 10)) / 2 + 8 * random.nextGaussian())));

		assertThat(new SharpnessMeasure().value(face)).isGreaterThan(0.03);
	}

	@Test
	void takesFaceWithoutDetailForBlurred() {
		assertThat(new SharpnessMeasure().value(FaceSamples.painted((x, y) -> Color.GRAY))).isInfinite();
	}

	@ParameterizedTest(name = "{0} around the eyes of skin of {1} -> {2}")
	@CsvSource({ "160, 160, 1", "20, 160, 0.125", "20, 40, 0.5", "20, 0, 1" })
	void comparesEyesWithCheeks(int eyes, int cheeks, double expected) {
		var face = FaceSamples.painted((x, y) -> grey((y < 200) ? eyes : cheeks));

		assertThat(new EyesVisibleMeasure().value(face)).isCloseTo(expected, within(0.02));
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

	/** Levels from 60 to 180 and back, 60 px apart. */
	private static double softEdges(int position, double sigmaPx) {
		double level = 60;
		for (int edge = 100; edge <= 280; edge += 60) {
			double sign = ((edge - 100) / 60 % 2 == 0) ? 1 : -1;
			level += sign * 120 / (1 + Math.exp(-1.702 * (position - edge) / sigmaPx));
		}
		return level;
	}

	private static Color grey(int level) {
		int clamped = Math.min(255, Math.max(0, level));
		return new Color(clamped, clamped, clamped);
	}

}
