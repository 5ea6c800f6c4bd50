package io.selfieregistration.face;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the portrait as it is damaged more and more, and of what is no face.
 * {@link DamageSeriesTests} has one picture of each series for every build.
 */
@Tag("durability")
class DamageSeriesIT {

	private static final double[] SKINS = { 1, 0.6, 0.35, 0.2 };

	private static final Map<String, FaceAssessment> ASSESSED = new HashMap<>();

	@ParameterizedTest(name = "{0}")
	@MethodSource("io.selfieregistration.face.DamageSeries#all")
	void refusesWhatDamagesTheTemplateAndNothingElse(DamageSeries.Damaged damaged) {
		FaceAssessment face = assess(damaged);

		assertThat(face.accepted()).as("%s: %s", damaged, face.findings()).isEqualTo(damaged.expected().isEmpty());
	}

	@Test
	void namesTheDamageFirst() {
		List<String> wrong = new ArrayList<>();
		List<DamageSeries.Damaged> damages = DamageSeries.all()
			.filter((damaged) -> damaged.expected().isPresent())
			.toList();
		for (DamageSeries.Damaged damaged : damages) {
			Finding first = assess(damaged).findings().get(0);
			if (first.code() != damaged.expected().get()) {
				wrong.add(damaged + ": " + first);
			}
		}

		// Nothing is left of the strongest glare and movement that networks take for a
		// face
		assertThat(wrong).hasSizeLessThanOrEqualTo(damages.size() / 20)
			.allSatisfy((finding) -> assertThat(finding).contains("NO_FACE"));
	}

	@ParameterizedTest(name = "turned by {0} degrees")
	@CsvSource({ "90", "180", "270" })
	void saysOnlyThatTheHeadIsTiltedWhereNothingElseCanBeTold(double degrees) {
		for (BufferedImage picture : List.of(Damage.selfie(), Portrait.good(), Portrait.mirrored(),
				Damage.light(Damage.selfie(), 0.4), Damage.blurred(Damage.selfie(), 2),
				Damage.noisy(Damage.selfie(), 8), Damage.withSkin(0.35))) {
			assertThat(FaceFixtures.assess(Damage.rolled(picture, degrees)).face().findings())
				.containsExactly(Finding.refuse(ReasonCode.HEAD_TILTED));
		}
	}

	@ParameterizedTest(name = "{0} times the light")
	@CsvSource({ "1", "0.6", "0.4", "0.3", "0.15", "0.1" })
	void judgesEverySkinAlikeInTheSameLight(double light) {
		List<Boolean> verdicts = new ArrayList<>();
		for (double skin : SKINS) {
			verdicts.add(FaceFixtures.assess(Damage.light(Damage.withSkin(skin), light)).face().accepted());
		}

		assertThat(verdicts).containsOnly(light >= 0.3);
	}

	@Test
	void acceptsHardlyAnyDrawnCreature() {
		List<FaceAssessment> accepted = DrawnCreatures.draw(60)
			.map((picture) -> FaceFixtures.assess(picture).face())
			.filter(FaceAssessment::accepted)
			.toList();

		assertThat(accepted).hasSizeLessThanOrEqualTo(1);
	}

	@Test
	void compressionIsNotToldOfBlurredFace() {
		Stream.of(8, 14, 18)
			.map((radius) -> FaceFixtures.assess(Portrait.asJpeg(Damage.boxBlurred(Damage.selfie(), radius), 0.3f))
				.face())
			.forEach((face) -> assertThat(face.findings()).contains(Finding.refuse(ReasonCode.BLURRED))
				.doesNotContain(Finding.refuse(ReasonCode.COMPRESSED)));
	}

	private static FaceAssessment assess(DamageSeries.Damaged damaged) {
		return ASSESSED.computeIfAbsent(damaged.toString(),
				(name) -> FaceFixtures.assess(damaged.picture().get()).face());
	}

}
