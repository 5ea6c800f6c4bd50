package io.selfieregistration.face.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.ReasonCode;

import static org.assertj.core.api.Assertions.assertThat;

class QualityScoreTests {

	@ParameterizedTest
	@CsvSource({ "headPoseYawDegrees, 0, 100", "headPoseYawDegrees, 4, 100", "headPoseYawDegrees, -8, 75",
			"headPoseYawDegrees, 12, 50", "headPoseYawDegrees, 16, 25", "headPoseYawDegrees, 20, 0",
			"headPoseYawDegrees, 40, 0", "headPoseYawDegrees, NaN, 0", "sceneLuminance, 40, 0",
			"sceneLuminance, 90, 50", "sceneLuminance, 140, 100", "sceneLuminance, 255, 100",
			"headPoseRollDegrees, 12.5, 100", "headPoseRollDegrees, 25, 0", "headPoseRollDegrees, -18.75, 50",
			"mouthOpening, 0.22, 100", "mouthOpening, 0.23, 50", "eyesOpen, 0.13, 100", "eyesOpen, 0.12, 0",
			"notOurs, 0, 100" })
	void isThatOfTheMeasure(String measure, double value, int score) {
		assertThat(QualityScore.of(Map.of(measure, value)).value()).isEqualTo(score);
	}

	@Test
	void isThatOfTheWeakestMeasureAndNamesIt() {
		QualityScore score = QualityScore
			.of(Map.of("headPoseYawDegrees", 8.0, "sceneLuminance", 65.0, "mouthOpening", 0.0));

		assertThat(score).isEqualTo(new QualityScore(25, java.util.Optional.of(ReasonCode.TOO_DARK)));
	}

	@Test
	void isBestWhereNothingWasMeasured() {
		assertThat(QualityScore.of(Map.of())).isEqualTo(new QualityScore(100, java.util.Optional.empty()));
	}

	/** From a good value to each limit, and over it. */
	@ParameterizedTest
	@MethodSource("measures")
	void neverGrowsOnTheWayToALimit(QualityMeasure measure) {
		Limits limits = measure.description().limits();
		List<Double> lower = finite(limits.accepted().min(), limits.unremarkable().min());
		List<Double> upper = finite(limits.accepted().max(), limits.unremarkable().max());
		if (!lower.isEmpty()) {
			double best = upper.isEmpty() ? 4 * lower.get(lower.size() - 1)
					: (lower.get(lower.size() - 1) + upper.get(0)) / 2;
			assertFalls(measure, best, lower.get(0));
		}
		if (!upper.isEmpty()) {
			double best = lower.isEmpty() ? 0 : (lower.get(lower.size() - 1) + upper.get(0)) / 2;
			assertFalls(measure, best, upper.get(upper.size() - 1));
		}
	}

	private static void assertFalls(QualityMeasure measure, double best, double limit) {
		List<Integer> scores = IntStream.rangeClosed(0, 60)
			.mapToObj((step) -> QualityScore.of(Map.of(measure.description().name(), best + (limit - best) * step / 50))
				.value())
			.toList();
		assertThat(scores).as("%s towards %s", measure.description().name(), limit)
			.startsWith(100)
			.isSortedAccordingTo((one, other) -> other - one);
	}

	/** What is refused has no points, and what has a hint has half of them at most. */
	@ParameterizedTest
	@MethodSource("measures")
	void agreesWithTheFindings(QualityMeasure measure) {
		QualityMeasure.Description description = measure.description();
		Limits limits = description.limits();
		for (double limit : finite(limits.accepted().min(), limits.unremarkable().min(), limits.accepted().max(),
				limits.unremarkable().max())) {
			for (double value : List.of(limit, limit * 1.01 + 0.0001, limit * 0.99 - 0.0001)) {
				int score = QualityScore.of(Map.of(description.name(), value)).value();
				description.limits().judge(value).ifPresent((finding) -> {
					switch (finding.severity()) {
						case REFUSE -> assertThat(score).as("%s at %s", description.name(), value).isZero();
						case HINT ->
							assertThat(score).as("%s at %s", description.name(), value).isLessThanOrEqualTo(50);
					}
				});
			}
		}
	}

	@Test
	void tellsTheGoodPortraitFromADarkerOne() {
		int good = score(Portrait.goodJpeg());

		assertThat(good).isGreaterThanOrEqualTo(60);
		assertThat(score(Portrait.asJpeg(Portrait.brightness(0.4f), 0.92f))).isLessThan(good);
	}

	private static int score(byte[] jpeg) {
		return QualityScore.of(new HashMap<>(FaceFixtures.assess(jpeg).face().measures())).value();
	}

	private static List<Double> finite(Double... limits) {
		return Stream.of(limits).filter(Double::isFinite).sorted().toList();
	}

	static List<QualityMeasure> measures() {
		return QualityAssessment.allMeasures();
	}

}
