package io.selfieregistration.invitation;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.QualityPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LinkSettingsTests {

	@Test
	void setNothingByDefault() {
		assertThat(LinkSettings.NONE.any()).isFalse();
	}

	@Test
	void tellThatOneOfThemIsSet() {
		assertThat(expiry(Duration.ofSeconds(1)).any()).isTrue();
		assertThat(attempts(1).any()).isTrue();
		assertThat(new LinkSettings(Optional.empty(), Optional.empty(), Optional.empty(),
				Optional.of(QualityPolicy.STRICT))
			.any()).isTrue();
	}

	@Test
	void needNoNewLinkForAnotherReminder() {
		assertThat(reminder(Duration.ofSeconds(1)).any()).isFalse();
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
			.withMessage("Between 1 and 10 attempts can be allowed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "P-1D" })
	void refuseTimesThatAreNotAhead(Duration duration) {
		assertThatIllegalArgumentException().isThrownBy(() -> expiry(duration))
			.withMessage("A link cannot expire before it is made");
		assertThatIllegalArgumentException().isThrownBy(() -> reminder(duration))
			.withMessage("A reminder cannot follow the expiry of the link");
	}

	private static LinkSettings expiry(Duration expiry) {
		return new LinkSettings(Optional.of(expiry), Optional.empty(), Optional.empty(), Optional.empty());
	}

	private static LinkSettings reminder(Duration reminder) {
		return new LinkSettings(Optional.empty(), Optional.of(reminder), Optional.empty(), Optional.empty());
	}

	private static LinkSettings attempts(int attempts) {
		return new LinkSettings(Optional.empty(), Optional.empty(), Optional.of(attempts), Optional.empty());
	}

}
