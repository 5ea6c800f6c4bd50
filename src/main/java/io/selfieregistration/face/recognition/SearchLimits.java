package io.selfieregistration.face.recognition;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search for a face among many may use, and how often it is wrong. <b>Source:</b>
 * measured for each network, see {@code docs/models.md}.
 *
 * @param flagDistance up to which a face is shown to a human as a candidate
 * @param blockDistance up to which a face of a short list is refused; empty if the
 * network is not good enough for that
 * @param falseMatchRate how often two different people are nearer than the flag distance
 * in the labelled set, 0 to 1
 * @param worstFalseMatchRate the same in the group that is confused most
 */
public record SearchLimits(double flagDistance, OptionalDouble blockDistance, double falseMatchRate,
		double worstFalseMatchRate) {

	/**
	 * None of 8,394 pairs was nearer: with a confidence of 95 %, the rate is below three
	 * in as many.
	 */
	private static final double NONE_OF_LABELLED_PAIRS = 3.0 / 8394;

	/** Returns the limits of a model; empty for a vendor's. */
	public static Optional<SearchLimits> of(FaceTemplate.Model model) {
		return RecognitionModel.of(model).map(SearchLimits::of);
	}

	/** Returns the limits of a model by its id; empty for a vendor's. */
	public static Optional<SearchLimits> of(String modelId) {
		return Arrays.stream(RecognitionModel.values())
			.filter((network) -> network.model().id().equals(modelId))
			.map(SearchLimits::of)
			.findAny();
	}

	/** Returns the limits of a network. */
	public static SearchLimits of(RecognitionModel network) {
		return switch (network) {
			case MOBILEFACENET ->
				new SearchLimits(network.strictDistance(), OptionalDouble.of(0.75), NONE_OF_LABELLED_PAIRS, 0.0007);
			case DLIB ->
				new SearchLimits(network.strictDistance(), OptionalDouble.empty(), NONE_OF_LABELLED_PAIRS, 0.104);
		};
	}

	/**
	 * How many different people are nearer than the flag distance by chance, in a search
	 * among so many.
	 */
	public double expectedFalseHits(int people) {
		return this.falseMatchRate * people;
	}

	/** The same in the group that is confused most. */
	public double worstExpectedFalseHits(int people) {
		return this.worstFalseMatchRate * people;
	}

}
