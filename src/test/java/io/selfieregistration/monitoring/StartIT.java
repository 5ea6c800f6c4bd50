package io.selfieregistration.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.system.SystemContext;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What somebody reads whose settings are incomplete or wrong. Comes first: an application
 * that ends takes the engine's web applications from all others in this JVM.
 */
@Order(1)
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

	@Test
	void namesEverySettingThatIsMissing(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of()));

		assertThat(output).contains("These settings are missing")
			.contains("spring.datasource.url")
			.contains("selfie.object-store.endpoint")
			.contains("selfie.encryption.keys[0] (made by: openssl rand -base64 32)")
			.contains("selfie.operator.password")
			.contains("mvn spring-boot:test-run")
			.doesNotContain("\tat ");
	}

	@Test
	void saysThatTheDatabaseDoesNotAnswer(CapturedOutput output) {
		Map<String, String> settings = settings();
		// Nobody listens at port 1 of this machine.
		settings.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/selfie");
		settings.put("spring.datasource.hikari.connection-timeout", "1000");

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output).contains("PostgreSQL does not answer").contains("spring.datasource.url");
	}

	@ParameterizedTest
	@CsvSource({ "selfie.operator.password, short, 12", "selfie.operator.password, changeme-changeme, placeholder",
			"selfie.encryption.keys[0], AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, openssl rand -base64 32",
			"selfie.encryption.keys[0], c2hvcnQ=, openssl rand -base64 32" })
	void refusesSecretThatIsNone(String name, String value, String problem, CapturedOutput output) {
		Map<String, String> settings = settings();
		settings.put(name, value);

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output).contains(name.replace("[0]", "")).contains(problem);
	}

	@Test
	void refusesSettingThatIsMisspelt(CapturedOutput output) {
		Map<String, String> settings = settings();
		settings.put("selfie.webhook.allowed-netwroks", "127.0.0.0/8");

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output).contains("allowed-netwroks");
	}

	private static Map<String, String> settings() {
		return SystemContext.settings(SystemContext.createDatabase(), 0);
	}

	private static void start(Map<String, String> settings) {
		List<String> arguments = new ArrayList<>();
		settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		new SpringApplication(SelfieRegistrationApplication.class).run(arguments.toArray(String[]::new)).close();
	}

}
