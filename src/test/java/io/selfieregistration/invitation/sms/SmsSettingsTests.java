package io.selfieregistration.invitation.sms;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class SmsSettingsTests {

	@Test
	void isNotConfiguredByEmptyTexts() {
		SmsSettings settings = bind(Map.of("selfie.sms.preset", "", "selfie.sms.url", "", "selfie.sms.username", "",
				"selfie.sms.password", "", "selfie.sms.from", ""));

		assertThat(settings.configured()).isFalse();
		assertThat(settings.isPresetComplete()).isTrue();
		assertThat(settings.preset()).isNull();
	}

	@Test
	void knowsTheGatewayOfPreset() {
		SmsSettings settings = bind(Map.of("selfie.sms.preset", "twilio", "selfie.sms.url", "", "selfie.sms.username",
				"AC1", "selfie.sms.password", "token", "selfie.sms.from", "+15550100"));

		assertThat(settings.configured()).isTrue();
		assertThat(settings.isPresetComplete()).isTrue();
		assertThat(settings.url().getPath()).isEqualTo("/2010-04-01/Accounts/AC1/Messages.json");
	}

	private static SmsSettings bind(Map<String, String> settings) {
		return new Binder(new MapConfigurationPropertySource(settings)).bind("selfie.sms", SmsSettings.class).get();
	}

}
