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
		assertThat(email.body()).contains("\n\n" + LINK + "\n\n").doesNotContain("{{");
		assertThat(email.language()).isEqualTo(language);
		assertThat(email.rightToLeft()).isEqualTo(language.equals("ar"));
		assertThat(sms).contains(LINK.toString(), "Bank").doesNotContain("{{");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "en | works for 24 hours. | works for 1 minute,", "ar | الرابط: 24 ساعة. | (مدة الصلاحية: دقيقة،",
					"de | funktioniert 24 Stunden lang. | funktioniert 1 Minute lang,",
					"es | funciona durante 24 horas. | funciona durante 1 minuto,",
					"fr | fonctionne pendant 24\u00a0heures. | fonctionne pendant 1 minute,",
					"hi | अवधि: 24 घंटे। | अवधि: 1 मिनट,", "id | selama 24 jam. | (berlaku 1 menit,",
					"it | funziona per 24 ore. | funziona per 1 minuto,",
					"pl | czas: 24 godziny. | otwarcie: 1 minuta,",
					"pt | funciona por 24 horas. | funciona por 1 minuto,",
					"tr | Bağlantı 24 saat boyunca çalışır. | (1 dakika boyunca", "zh | 链接在24小时内有效。 | （1分钟内有效，" })
	void spellsOutHowLongTheLinkWorks(String language, String email, String sms) {
		Request request = request(language);
		Application application = application(Map.of(), Map.of());

		assertThat(this.texts.email(application, request, LINK, Duration.ofHours(24).minusMillis(20)).body())
			.contains(email);
		assertThat(this.texts.sms(application, request, LINK, Duration.ofMinutes(1)).replace("{{", "")).contains(sms);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "PT10S | 1 minuta", "PT2M | 2 minuty", "PT5M | 5 minut", "PT22M | 22 minuty",
					"PT119M | 119 minut", "PT2H | 2 godziny", "PT179M | 2 godziny", "PT47H | 47 godzin",
					"PT47H59M50S | 2 dni", "PT48H | 2 dni", "PT71H | 2 dni", "P7D | 7 dni" })
	void takesTheLargestUnitOfWhichThereAreTwoAndItsPlural(Duration duration, String words) {
		Map<String, MessageTemplate> own = Map.of("pl", new MessageTemplate(null, null, "{{link}} <{{expires_in}}>"));

		assertThat(this.texts.sms(application(Map.of(), own), request("pl-PL"), LINK, duration))
			.endsWith("<" + words + ">");
		assertThat(this.texts.email(application(own, Map.of()), request("pl-PL"), LINK, duration).body())
			.endsWith("<" + words + ">");
	}

	@Test
	void writesFrenchSmsInTheAlphabetOfSms() {
		String sms = this.texts.sms(application(Map.of(), Map.of()), request("fr"), LINK, Duration.ofHours(24));

		assertThat(sms).contains("24 heures").matches("\\p{ASCII}*");
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
