package io.selfieregistration.platform;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.platform.LanguageTag.WellFormed;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageTagTests {

	private final WellFormed check = new WellFormed();

	@ParameterizedTest
	@ValueSource(strings = { "de", "pt-BR", "pt_BR", "zh-Hant-TW", "de-DE-u-co-phonebk", "en-US-x-twain",
			"sl-rozaj-biske", "ar-u-nu-latn-ca-islamic", "es-419", "de-CH-1996", "x-private", "EN" })
	void acceptsTagsOfBcp47(String tag) {
		assertThat(this.check.isValid(tag, null)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "d", "de-", "-de", "german language", "de--DE", "de-DE-u", "de\0", "de;q=1", "*",
			"toolonglanguage", "../de" })
	void refusesEverythingElse(String tag) {
		assertThat(this.check.isValid(tag, null)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 13, 200 })
	void refusesTagsThatAreTooLong(int subtags) {
		assertThat(this.check.isValid("en-x" + "-twainian".repeat(subtags), null)).isFalse();
	}

}
