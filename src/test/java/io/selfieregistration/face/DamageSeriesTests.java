package io.selfieregistration.face;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The first picture of each damage; {@link DamageSeriesIT} has all. */
class DamageSeriesTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("io.selfieregistration.face.DamageSeries#firstOfEach")
	void refusesWhatDamagesTheTemplateAndNamesItFirst(DamageSeries.Damaged damaged) {
		FaceAssessment face = FaceFixtures.assess(damaged.picture().get()).face();

		assertThat(face.accepted()).as("%s: %s", damaged, face.findings()).isEqualTo(damaged.expected().isEmpty());
		damaged.expected().ifPresent((reason) -> assertThat(face.findings().get(0)).isEqualTo(Finding.refuse(reason)));
	}

	@Test
	void saysOnlyThatTheHeadIsTiltedOfAFaceUpsideDown() {
		assertThat(FaceFixtures.assess(Damage.rolled(Damage.selfie(), 180)).face().findings())
			.isEqualTo(List.of(Finding.refuse(ReasonCode.HEAD_TILTED)));
	}

	@ParameterizedTest(name = "{0} times the light")
	@CsvSource({ "0.3", "0.15" })
	void judgesDarkSkinLikeLightSkinInTheSameLight(double light) {
		for (double skin : new double[] { 1, 0.2 }) {
			assertThat(FaceFixtures.assess(Damage.light(Damage.withSkin(skin), light)).face().accepted()).as("%s", skin)
				.isEqualTo(light == 0.3);
		}
	}

}
