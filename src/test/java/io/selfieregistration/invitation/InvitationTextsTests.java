package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.MessageTemplate;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.SettingsCheck.SettingProblem;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestFixture;

import static org.assertj.core.api.Assertions.assertThat;

class InvitationTextsTests {

	private static final URI LINK = URI.create("https://selfie.example/capture/#token");

	private final InvitationTexts texts = new InvitationTexts();

	static java.util.List<String> languages() {
		return InvitationTexts.LANGUAGES;
	}

	@ParameterizedTest
	@MethodSource("languages")
	void fillsEveryPlaceholderInEveryLanguageOfTheProduct(String language) {
		var email = this.texts.email(application(Map.of(), Map.of()), request(language), LINK, Duration.ofHours(24));
		String sms = this.texts.sms(application(Map.of(), Map.of()), request(language), LINK, Duration.ofMinutes(10));

		assertThat(email.subject()).contains("Bank").doesNotContain("{{");
		assertThat(email.body()).contains("\n\n" + LINK + "\n\n", "24 h").doesNotContain("{{");
		assertThat(email.language()).isEqualTo(language);
		assertThat(email.rightToLeft()).isEqualTo(language.equals("ar"));
		assertThat(sms).contains(LINK.toString(), "10 min", "Bank").doesNotContain("{{");
	}

	@ParameterizedTest
	@CsvSource({ "de, Hallo", "de-AT, Servus", "de_AT, Servus", "de-CH, Hallo", "en, Your selfie", "fr, Votre selfie",
			"xx, Your selfie", ", Your selfie" })
	void takesTheNearestWords(String locale, String subject) {
		Map<String, MessageTemplate> own = Map.of("de", new MessageTemplate("Hallo", null, "{{link}}"), "de-AT",
				new MessageTemplate("Servus", null, "{{link}}"));

		assertThat(this.texts.email(application(own, Map.of()), request(locale), LINK, Duration.ofHours(1)).subject())
			.startsWith(subject);
	}

	@Test
	void neverReadsValueAsTemplate() {
		ApplicationSettings settings = ApplicationSettingsFixture.named("{{link}} $1 \\").build();
		Application application = new Application("a", "default", settings, 1, Instant.now(), Instant.now(), null);

		assertThat(this.texts.email(application, request("en"), LINK, Duration.ofHours(1)).subject())
			.isEqualTo("Your selfie for {{link}} $1 \\");
	}

	@Test
	void refusesTemplateWithoutLinkOrWithUnknownPlaceholder() {
		var own = Map.of("en", new MessageTemplate("Hi {{name}}", null, "Open it"));

		assertThat(new InvitationSettingsCheck(java.util.List.of()).check("default", settings(own, own)))
			.extracting(SettingProblem::toString)
			.anyMatch((problem) -> problem.contains("'email_templates.en.body' must hold {{link}}"))
			.anyMatch((problem) -> problem.contains("'sms_templates.en.body' must hold {{link}}"))
			.anyMatch((problem) -> problem.contains("{{name}}"))
			.anyMatch((problem) -> problem.contains("'notification_type' is not configured"));
	}

	private static Application application(Map<String, MessageTemplate> email, Map<String, MessageTemplate> sms) {
		return new Application("a", "default", settings(email, sms), 1, Instant.now(), Instant.now(), null);
	}

	private static ApplicationSettings settings(Map<String, MessageTemplate> email, Map<String, MessageTemplate> sms) {
		return ApplicationSettingsFixture.named("Bank")
			.notificationType(NotificationType.EMAIL)
			.emailTemplates(email)
			.smsTemplates(sms)
			.build();
	}

	static Request request(String locale) {
		return RequestFixture.request().email("ada@people.example").phone("+4915112345678").locale(locale).build();
	}

}
