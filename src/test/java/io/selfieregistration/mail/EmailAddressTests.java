package io.selfieregistration.mail;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmailAddressTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "mark@example.com | mark@example.com", "Mark@EXAMPLE.com | Mark@EXAMPLE.com",
					"o'hara+tag/x=y@mail.example.com | o'hara+tag/x=y@mail.example.com",
					"root@localhost | root@localhost", "user@xn--bc-kta.com | user@xn--bc-kta.com",
					"user@r3---sn.example | user@r3---sn.example", "user@šbc.com | user@xn--bc-kta.com",
					"user@faß.de | user@xn--fa-hia.de", "user@BÜCHER.example | user@xn--bcher-kva.example",
					"user@例え。テスト | user@xn--r8jz45g.xn--zckzah", "user@☕.example | user@xn--53h.example",
					"user@مثال.إختبار | user@xn--mgbh0fb.xn--kgbechtv", "\"a b@c\"@example.com | \"a b@c\"@example.com",
					"\"a\\\"b\"@example.com | \"a\\\"b\"@example.com", "\"\"@example.com | \"\"@example.com",
					"š@example.com | š@example.com", "用户@例え.テスト | 用户@xn--r8jz45g.xn--zckzah" })
	void readsAMailboxAndConvertsOnlyItsDomain(String text, String address) {
		assertThat(EmailAddress.of(text)).map(EmailAddress::text).hasValue(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "@", "nobody", "a@", "@example.com", "a@b@example.com", "a@example.com.", "a@.example",
			"a@exa..mple", "a@-b.example", "a@b-.example", "a@exa_mple.com", "a@exa mple.com", "a@[127.0.0.1]",
			".a@example.com", "a.@example.com", "a..b@example.com", "a b@example.com", "a,b@example.com",
			"a@example.com,b@example.com", "a@example.com b@example.com", "<a@example.com>", "Mark <a@example.com>",
			"group:a@example.com;", "a@example.com>\r\nRCPT TO:<b@example.com", "a\r\nDATA@example.com",
			"\"a\r\nDATA\"@example.com", "\"a\u0000b\"@example.com", "a\u0000b@example.com", "\"a\"b\"@example.com",
			"a\u00a0b@example.com", "a\u2028b@example.com", "a\ud800b@example.com", "a@exam\ud800ple.com",
			"a@b\u0300-.example", "a@\u0300b.example", "a@אabc.example", "a@例え。テスト。",
			"1234567890123456789012345678901234567890123456789012345678901234x@example.com",
			"ššššššššššššššššššššššššššššššššx@example.com" })
	void readsNothingThatIsNoMailbox(String text) {
		assertThat(EmailAddress.of(text)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "š@example.com, true", "用户@example.com, true", "user@šbc.com, false", "user@example.com, false" })
	void needsUtf8ForItsLocalPartOnly(String text, boolean needed) {
		assertThat(EmailAddress.of(text).orElseThrow().needsUtf8()).isEqualTo(needed);
	}

}
