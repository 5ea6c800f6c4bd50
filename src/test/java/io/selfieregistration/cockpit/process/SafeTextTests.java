package io.selfieregistration.cockpit.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SafeTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			No mail to mark@example.com today                            | No mail to …@… today
			<Mark.O'Neil+x@mail.example.co.uk> refused                   | <Mark.O'…@…> refused
			Called +49 151 2345-6789 twice                               | Called … twice
			Called 004915123456789 twice                                 | Called … twice
			GET https://mark:pw@api.example.com:8443/v1/u/7?key=a#b gave 500 | GET https://api.example.com:8443 gave 500
			Authorization: Bearer abc.def                                | Authorization: …
			password=hunter2, host=db                                    | password=…, host=db
			api_key: 'k-17' refused                                      | api_key: …' refused
			Unknown sk_live_4eC39HqLyjWDarjtT1zdp7dc here                | Unknown … here
			Token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N | Token ….….…
			""")
	void leavesOutWhatMayBeSecretOrPersonal(String message, String expected) {
		assertThat(SafeText.of(message)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "The rule 'user.premium = \"yes\"' cannot be decided: there is no user.premium",
			"The workflow 'removed-0f8fad5b-d9cb-469f-a165-70867728950e' is not deployed or is suspended",
			"The delivery msg_0190a1b2-d9cb-769f-a165-70867728950e failed: the receiver answered 500",
			"The module runs for the request 0190a1b2-d9cb-769f-a165-70867728950e",
			"Unknown property used in expression: ${chargeCreditCardDelegate}. Cause: Cannot resolve identifier",
			"ERROR: could not extend file: No space left on device" })
	void keepsWhatOperatorsNeed(String message) {
		assertThat(SafeText.of(message)).isEqualTo(message);
	}

	@Test
	void keepsTheFirstLineAndNoStackTrace() {
		assertThat(SafeText.of("It broke\n\tat io.selfieregistration.Some.thing(Some.java:7)")).isEqualTo("It broke");
		assertThat(SafeText.of("x".repeat(4000))).hasSize(500).endsWith("…");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " \n " })
	void saysNothingOfNothing(String message) {
		assertThat(SafeText.of(message)).isNull();
	}

}
