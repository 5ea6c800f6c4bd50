package io.selfieregistration.face.quality;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.selfieregistration.face.ReasonCode;

/**
 * The quality of a selfie as one number: that of its weakest measure. Each measure counts
 * from 0, where it refuses the selfie, over 50, where a hint begins, to 100, as far again
 * from the hint. One without a hint counts 100 from halfway to the middle of its limits
 * on, or from its only limit on. So a better measure never makes the number smaller.
 *
 * @param value 0 to 100
 * @param weakest what is to be put right to make it larger; empty at 100
 */
public record QualityScore(int value, Optional<ReasonCode> weakest) {

	private static final int BEST = 100;

	private static final double AT_HINT = 50;

	/**
	 * Takes the number from measures.
	 * @param measures by their names; those of other names, and missing ones, do not
	 * count
	 */
	public static QualityScore of(Map<String, Double> measures) {
		return QualityAssessment.allMeasures()
			.stream()
			.map(QualityMeasure::description)
			.flatMap((measure) -> Stream.ofNullable(measures.get(measure.name()))
				.map((value) -> of(measure.limits(), value)))
			.filter((score) -> score.value() < BEST)
			.min(Comparator.comparingInt(QualityScore::value))
			.orElse(new QualityScore(BEST, Optional.empty()));
	}

	private static QualityScore of(Limits limits, double value) {
		double below = score(value, limits.accepted().min(), limits.unremarkable().min(), limits.accepted().max());
		double above = score(-value, -limits.accepted().max(), -limits.unremarkable().max(), -limits.accepted().min());
		return new QualityScore((int) Math.floor(Math.min(below, above)), Optional.of(limits.code()));
	}

	/**
	 * The score on the side of a lower limit; infinite limits are none.
	 * @param opposite the upper limit
	 */
	private static double score(double value, double refuse, double hint, double opposite) {
		if (!(value >= refuse)) {
			return 0;
		}
		if (!Double.isFinite(refuse)) {
			return (value >= hint) ? BEST : AT_HINT;
		}
		if (Double.isFinite(hint)) {
			return Math.min(BEST, AT_HINT * (value - refuse) / (hint - refuse));
		}
		return Double.isFinite(opposite) ? Math.min(BEST, BEST * (value - refuse) / ((opposite - refuse) / 4)) : BEST;
	}

}
