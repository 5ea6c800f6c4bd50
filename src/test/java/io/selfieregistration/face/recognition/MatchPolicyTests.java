package io.selfieregistration.face.recognition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MatchPolicyTests {

	/** The distances that {@code docs/models.md} gives. */
	@ParameterizedTest(name = "{0} of {1}, {2} apart -> {3}")
	@CsvSource({ "STANDARD, MOBILEFACENET, 0.9499, true", "STANDARD, MOBILEFACENET, 0.9501, false",
			"STRICT, MOBILEFACENET, 0.8999, true", "STRICT, MOBILEFACENET, 0.9001, false",
			"STANDARD, DLIB, 0.5499, true", "STANDARD, DLIB, 0.5501, false", "STRICT, DLIB, 0.4999, true",
			"STRICT, DLIB, 0.5001, false" })
	void takesNearTemplatesForOnePerson(MatchPolicy policy, RecognitionModel network, float distance,
			boolean expected) {
		assertThat(policy.matches(template(network, 0), template(network, distance))).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource
	void isNeverWiderThanTheLastDistanceMeasured(MatchPolicy policy) {
		assertThat(policy.maxDistance(RecognitionModel.MOBILEFACENET)).isLessThanOrEqualTo(1.00);
		assertThat(policy.maxDistance(RecognitionModel.DLIB)).isLessThanOrEqualTo(0.55);
	}

	@ParameterizedTest
	@EnumSource
	void isStricterWhenStrict(RecognitionModel network) {
		assertThat(MatchPolicy.STRICT.maxDistance(network)).isLessThan(MatchPolicy.STANDARD.maxDistance(network));
	}

	@Test
	void knowsNoDistanceOfVendors() {
		var vendors = new FaceTemplate(new FaceTemplate.Model(1000, 1), new float[8]);

		assertThatIllegalArgumentException().isThrownBy(() -> MatchPolicy.STANDARD.matches(vendors, vendors))
			.withMessage("No distance is known for model-1000/1");
	}

	private static FaceTemplate template(RecognitionModel network, float first) {
		var coordinates = new float[network.dimensions()];
		coordinates[0] = first;
		return new FaceTemplate(network.model(), coordinates);
	}

}
