package io.selfieregistration.invitation;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LinkSettingsTests {

	@Test
	void setNothingByDefault() {
		assertThat(LinkSettings.NONE.any()).isFalse();
	}

	@Test
	void tellThatOneOfThemIsSet() {
		assertThat(new LinkSettings(Optional.of(Duration.ofSeconds(1)), Optional.empty()).any()).isTrue();
		assertThat(new LinkSettings(Optional.empty(), Optional.of(1)).any()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 10 })
	void allowOneToTenAttempts(int attempts) {
		assertThat(new LinkSettings(Optional.empty(), Optional.of(attempts)).maximumAttempts()).contains(attempts);
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 11, Integer.MAX_VALUE })
	void refuseAnyOtherNumberOfAttempts(int attempts) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LinkSettings(Optional.empty(), Optional.of(attempts)))
			.withMessage("Between 1 and 10 attempts can be allowed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "P-1D" })
	void refuseAnExpiryThatIsNotAhead(Duration expiry) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LinkSettings(Optional.of(expiry), Optional.empty()))
			.withMessage("A link cannot expire before it is made");
	}

}
