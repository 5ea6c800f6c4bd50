package io.selfieregistration.platform;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 7, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0xd800 })
	void refusesWhatHidesOrTurnsText(int point) {
		String text = "Bank" + (char) point + "txt";

		assertThat(Texts.isShownLine(text)).isFalse();
		assertThat(Texts.isShownParagraphs(text)).isFalse();
		assertThat(Texts.visible(text)).isEqualTo(String.format("BankU+%04Xtxt", point));
	}

	@ParameterizedTest
	@ValueSource(ints = { '\n', '\r', '\t', 0x2066, 0x2067, 0x2068, 0x2069 })
	void takesThemInParagraphsOnly(int point) {
		assertThat(Texts.isShownLine("a" + (char) point + "b")).isFalse();
		assertThat(Texts.isShownParagraphs("a" + (char) point + "b")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bank", "بنك", "בנק 24", "銀行", "Banque d’Été", "🏦", "a\u200fb", "a\u2065b", "a\u206ab" })
	void takesNamesOfAllLanguages(String name) {
		assertThat(Texts.isShownLine(name)).isTrue();
		assertThat(Texts.isShownParagraphs(name)).isTrue();
	}

}
