package io.selfieregistration.application;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationSecretTests {

	@Test
	void isAnotherOneEveryTime() {
		Set<String> values = new HashSet<>();

		for (int made = 0; made < 10_000; made++) {
			String value = ApplicationSecret.generate().value();
			assertThat(value).matches("sk_[A-Za-z0-9_-]{43}");
			values.add(value);
		}

		assertThat(values).hasSize(10_000);
	}

	@Test
	void isKeptAsItsHash() {
		assertThat(HexFormat.of().formatHex(new ApplicationSecret("abc").hash()))
			.isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}

	@Test
	void matchesItsHash() {
		ApplicationSecret secret = ApplicationSecret.generate();

		assertThat(new ApplicationSecret(secret.value()).matches(secret.hash())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sk_secre", "sk_secret ", "SK_SECRET", "sk_secret\u0000", "null" })
	void doesNotMatchTheHashOfAnother(String other) {
		assertThat(new ApplicationSecret(other).matches(new ApplicationSecret("sk_secret").hash())).isFalse();
	}

	@Test
	void doesNotMatchTheHashThatStandsInForNone() {
		assertThat(new ApplicationSecret("").matches(new byte[32])).isFalse();
	}

	@Test
	void doesNotShowItself() {
		assertThat(new ApplicationSecret("sk_secret").toString()).doesNotContain("secret");
	}

}
