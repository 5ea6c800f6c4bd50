package io.selfieregistration.face.onnx;

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

}
