package io.selfieregistration.capture;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Branding;
import io.selfieregistration.application.SettingsCheck.SettingProblem;

import static org.assertj.core.api.Assertions.assertThat;

class CaptureSettingsCheckTests {

	private final CaptureSettingsCheck check = new CaptureSettingsCheck();

	@Test
	void findsNothingWrongWithDefaults() {
		assertThat(this.check.check("default", ApplicationSettingsFixture.named("Bank").build())).isEmpty();
	}

	@Test
	void wantsTextWherePeopleAreAsked() {
		assertThat(this.check.check("default", ApplicationSettingsFixture.named("Bank").consent("1", Map.of()).build()))
			.extracting(SettingProblem::field)
			.containsExactly("consent_texts");
		assertThat(this.check.check("default",
				ApplicationSettingsFixture.named("Bank").consent("1", Map.of("en", "You agree.")).build()))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "mailto:help@bank.example, true", "tel:+49301234567, true", "https://bank.example/help, true",
			"http://bank.example/help, false", "javascript:alert(1), false", "help, false" })
	void takesAnAddressOfTheSupportThatPeopleCanFollow(URI address, boolean taken) {
		var problems = this.check.check("default",
				ApplicationSettingsFixture.named("Bank").supportAddress(address).build());

		assertThat(problems).extracting(SettingProblem::field)
			.isEqualTo(taken ? List.of() : List.of("support_address"));
	}

	@ParameterizedTest(name = "{0} {1} -> {2}")
	@CsvSource(nullValues = "fine",
			value = { "primary, #0b5c2f, fine", "primary, #ffd400, 'on-primary' on 'primary'",
					"on-primary, #1b4f9c, 'on-primary' on 'primary'", "text, #aaaaaa, 'text' on 'background'",
					"background, #000000, 'text' on 'background'", "background, #fdf6e3, fine",
					"dark-primary, #123456, 'dark-primary' on 'dark-background'", "dark-text, #ffffff, fine" })
	void comparesColoursWithThoseThatTheyMeet(String name, String colour, String problem) {
		var problems = this.check.check("default",
				ApplicationSettingsFixture.named("Bank").branding(new Branding(null, Map.of(name, colour))).build());

		if (problem == null) {
			assertThat(problems).isEmpty();
		}
		else {
			assertThat(problems).allMatch((each) -> each.field().equals("branding"))
				.anySatisfy((each) -> assertThat(each.problem()).contains(problem, "4.5 is needed"));
		}
	}

	@Test
	void knowsTheColoursOfThePageOnly() {
		assertThat(this.check.check("default",
				ApplicationSettingsFixture.named("Bank")
					.branding(new Branding(null, Map.of("accent", "#000000")))
					.build()))
			.extracting(SettingProblem::toString)
			.containsExactly("'branding' has the colour 'accent', which the page does not know");
	}

}
