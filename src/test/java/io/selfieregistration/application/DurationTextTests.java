package io.selfieregistration.application;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DurationTextTests {

	@ParameterizedTest
	@CsvSource({ "2d, P2D", "2h, PT2H", "2m, PT2M", "2s, PT2S", "120s, PT2M", "PT2H30M, PT2H30M", "P1D, P1D",
			"' 15m ', PT15M" })
	void readsShortFormAndIso(String text, Duration duration) {
		assertThat(DurationText.parse(text)).isEqualTo(duration);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2", "2w", "-2h", "2 h", "0s", "PT0S", "PT-5M", "PT0.5S", "two hours", "2h30m",
			"99999999999d", "365001d", "PT9223372036854775807S" })
	void refusesEverythingElse(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
	}

}
