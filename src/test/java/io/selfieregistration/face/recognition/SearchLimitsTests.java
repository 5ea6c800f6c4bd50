package io.selfieregistration.face.recognition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SearchLimitsTests {

	/** The rates are those of the table in {@code docs/models.md}. */
	@ParameterizedTest
	@CsvSource({ "MOBILEFACENET, 0, 0, 0", "MOBILEFACENET, 1000, 0.357, 0.7", "MOBILEFACENET, 10000, 3.57, 7",
			"DLIB, 10000, 3.57, 1040" })
	void expectsFalseHitsInProportionToTheSearched(RecognitionModel network, int people, double few, double many) {
		SearchLimits limits = SearchLimits.of(network);

		assertThat(limits.expectedFalseHits(people)).isCloseTo(few, within(0.005));
		assertThat(limits.worstExpectedFalseHits(people)).isCloseTo(many, within(0.005));
	}

	@ParameterizedTest
	@EnumSource
	void neverShowsMoreThanStrictlyMatches(RecognitionModel network) {
		assertThat(SearchLimits.of(network).flagDistance())
			.isLessThanOrEqualTo(MatchPolicy.STRICT.maxDistance(network));
	}

	@Test
	void refusesByFarStricterThanStrict() {
		assertThat(SearchLimits.of(RecognitionModel.MOBILEFACENET).blockDistance().getAsDouble())
			.isLessThan(MatchPolicy.STRICT.maxDistance(RecognitionModel.MOBILEFACENET) - 0.1);
	}

	@Test
	void refusesNobodyByNetworkThatConfusesTooMany() {
		assertThat(SearchLimits.of(RecognitionModel.DLIB).blockDistance()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void isFoundByModelAndByItsId(RecognitionModel network) {
		assertThat(SearchLimits.of(network.model())).contains(SearchLimits.of(network));
		assertThat(SearchLimits.of(network.model().id())).contains(SearchLimits.of(network));
	}

	@Test
	void knowsNothingOfVendors() {
		FaceTemplate.Model vendor = new FaceTemplate.Model(1000, 1);

		assertThat(SearchLimits.of(vendor)).isEmpty();
		assertThat(SearchLimits.of(vendor.id())).isEmpty();
	}

}
