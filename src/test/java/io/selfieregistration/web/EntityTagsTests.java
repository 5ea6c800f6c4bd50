package io.selfieregistration.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.web.EntityTags.PreconditionInvalid;
import io.selfieregistration.web.EntityTags.PreconditionMissing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EntityTagsTests {

	@ParameterizedTest
	@ValueSource(strings = { "\"3\"", " \"3\" ", "\"1\", \"3\"", "\"1\",\"3\" , \"4\"", "W/\"3\", \"3\"", "*" })
	void matchesTheCurrentVersion(String ifMatch) {
		assertThat(EntityTags.match(ifMatch, 3)).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"2\"", "W/\"3\"", "\"1\", \"2\"", "\"03\"", "\"*\"", "\"99999999999999999999\"" })
	void matchesNoOtherVersion(String ifMatch) {
		assertThat(EntityTags.match(ifMatch, 3)).isEqualTo(-1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "3", "'3'", "W/3", "," })
	void refusesWhatIsNoEntityTag(String ifMatch) {
		assertThatExceptionOfType(PreconditionInvalid.class).isThrownBy(() -> EntityTags.match(ifMatch, 3));
	}

	@Test
	void requiresTheHeader() {
		assertThatExceptionOfType(PreconditionMissing.class).isThrownBy(() -> EntityTags.match(null, 3));
	}

	@Test
	void writesWhatItMatches() {
		assertThat(EntityTags.of(3)).isEqualTo("\"3\"");
	}

}
