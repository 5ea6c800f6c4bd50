package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.Point;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FaceFinderTests {

	/** The second row is a false second face that was measured. */
	@ParameterizedTest(name = "detector {0}, mesh {1} -> {2}")
	@CsvSource({ "0.53, 0.90, true", "0.53, 0.83, false", "0.70, 0.50, true", "0.69, 0.89, false", "0.99, 0.49, false",
			"0.99, NaN, false", "NaN, 0.89, false" })
	void countsFurtherFaceWhenOneOfBothIsSure(double score, double confidence, boolean expected) {
		assertThat(FaceFinder.isFurtherFace(score, confidence)).isEqualTo(expected);
	}

	/** Boxes of one close face, and of two people side by side. */
	@ParameterizedTest(name = "{0} px wide at {1} -> {2}")
	@CsvSource({ "100, 0, true", "40, 0, true", "40, 45, true", "40, 51, false", "100, 49, true", "100, 51, false",
			"200, 60, true", "100, 400, false" })
	void takesBoxThatLiesMostlyInAnotherForTheSameFace(double sidePx, double x, boolean expected) {
		Detection face = new Detection(new Point(0, 0), 100, 100, 0, 0.9);
		Detection other = new Detection(new Point(x, 0), sidePx, sidePx, 0, 0.6);

		assertThat(face.liesOnSameFaceAs(other)).isEqualTo(expected);
		assertThat(other.liesOnSameFaceAs(face)).isEqualTo(expected);
	}

}
