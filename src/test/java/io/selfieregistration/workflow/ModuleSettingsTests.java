package io.selfieregistration.workflow;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.face.recognition.MatchPolicy;
import io.selfieregistration.workflow.ModuleSettings.Judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ModuleSettingsTests {

	@Test
	void setNothingWhereTextsAreMissingOrBlank() {
		ModuleSettings nothing = new ModuleSettings(Optional.empty(), Optional.empty(), Optional.empty(),
				Judgement.NONE);

		assertThat(ModuleSettings.of((name) -> null)).isEqualTo(nothing);
		assertThat(ModuleSettings.of((name) -> "  ")).isEqualTo(nothing);
	}

	@Test
	void areReadFromTexts() {
		Map<String, String> texts = Map.of("selfieLinkExpiry", " PT2H ", "selfieReminder", "PT30M",
				"selfieMaximumAttempts", "10", "selfieQualityPolicy", "strict", "selfieMinimumQuality", "60",
				"selfieMatchPolicy", "strict");

		assertThat(ModuleSettings.of(texts::get)).isEqualTo(new ModuleSettings(Optional.of(Duration.ofHours(2)),
				Optional.of(Duration.ofMinutes(30)), Optional.of(10),
				new Judgement(Optional.of(QualityPolicy.STRICT), Optional.of(60), Optional.of(MatchPolicy.STRICT))));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 10 })
	void allowOneToTenAttempts(int attempts) {
		assertThat(attempts(attempts).maximumAttempts()).contains(attempts);
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 11, Integer.MAX_VALUE })
	void refuseAnyOtherNumberOfAttempts(int attempts) {
		assertThatIllegalArgumentException().isThrownBy(() -> attempts(attempts))
			.withMessage("must be a whole number from 1 to 10");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "P-1D", "PT0.999S" })
	void refuseTimesOfLessThanASecond(Duration duration) {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new ModuleSettings(Optional.of(duration), Optional.empty(), Optional.empty(), Judgement.NONE))
			.withMessage("must be a duration of a second or longer");
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new ModuleSettings(Optional.empty(), Optional.of(duration), Optional.empty(), Judgement.NONE))
			.withMessage("must be a duration of a second or longer");
	}

	@ParameterizedTest
	@CsvSource({ "selfieMaximumAttempts, 01", "selfieMaximumAttempts, 11", "selfieMaximumAttempts, three",
			"selfieLinkExpiry, 2h", "selfieReminder, PT0S", "selfieQualityPolicy, lax", "selfieEnabled, yes",
			"selfieMinimumQuality, 101", "selfieMinimumQuality, -1", "selfieMinimumQuality, 060",
			"selfieMatchPolicy, lax" })
	void nameTheProblemOfAText(String name, String text) {
		assertThat(ModuleSettings.problem(name, text)).get().asString().startsWith("must be ");
	}

	private static ModuleSettings attempts(int attempts) {
		return new ModuleSettings(Optional.empty(), Optional.empty(), Optional.of(attempts), Judgement.NONE);
	}

}
