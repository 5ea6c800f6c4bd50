package io.selfieregistration.application;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.application.ApplicationKey.Purpose;

import static org.assertj.core.api.Assertions.assertThat;

class PurposeTests {

	@ParameterizedTest
	@CsvSource({ "API, sk_AbCdefghijklmnopqrstuvwxyz0123456789-ABCDEF_G, sk_AbCd",
			"API, sk__bCdefghijklmnopqrstuvwxyz0123456789-ABCDEFHG, sk__bCd",
			"API, sk_AbCdefghijklmnopqrstuvwxyz0123456789-ABCDEFHG, sk_AbCd",
			"API, chosenByTheOperator_atTheStart, chos",
			"WEBHOOK, whsec_AbCdefghijklmnopqrstuvwxyz0123456789+/ABCDE=, whsec_AbCd",
			"WEBHOOK, chosenByTheOperator_atTheStart, chos",
			"ENCRYPTION, AbCdefghijklmnopqrstuvwxyz0123456789-ABCDEF_, AbCd",
			"ENCRYPTION, _bCdefghijklmnopqrstuvwxyz0123456789-ABCDEFH, _bCd",
			"ENCRYPTION, AbCdefghijklmnopqrstuvwxyz0123456789-ABCDEFH, AbCd", "ENCRYPTION, Ab, Ab" })
	void hintsAtASecretWithFourCharactersBehindItsPrefix(Purpose purpose, String secret, String hint) {
		assertThat(purpose.hint(secret)).isEqualTo(hint);
	}

}
