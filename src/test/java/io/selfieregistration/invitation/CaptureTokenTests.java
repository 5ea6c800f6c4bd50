package io.selfieregistration.invitation;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CaptureTokenTests {

	@Test
	void isAnotherOneEveryTime() {
		Set<String> values = new HashSet<>();

		for (int made = 0; made < 10_000; made++) {
			String value = CaptureToken.generate().value();
			assertThat(value).matches("[A-Za-z0-9_-]{43}");
			values.add(value);
		}

		assertThat(values).hasSize(10_000);
	}

	@Test
	void isReadFromWhatWasSent() {
		CaptureToken token = CaptureToken.generate();

		assertThat(CaptureToken.parse(token.value())).contains(token);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
			" AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u0000", "\u0410AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"../../../../../../../../../../../etc/passwd" })
	void isNotReadFromAnythingElse(String text) {
		assertThat(CaptureToken.parse(text)).isEmpty();
	}

	@Test
	void isKeptAsItsHash() {
		CaptureToken token = new CaptureToken("A".repeat(43));

		assertThat(HexFormat.of().formatHex(token.hash()))
			.isEqualTo("0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
	}

	@Test
	void distinguishesUpperAndLowerCase() {
		assertThat(new CaptureToken("a".repeat(43)).hash()).isNotEqualTo(new CaptureToken("A".repeat(43)).hash());
	}

	@Test
	void doesNotShowItself() {
		CaptureToken token = CaptureToken.generate();

		assertThat(token.toString()).doesNotContain(token.value());
	}

}
