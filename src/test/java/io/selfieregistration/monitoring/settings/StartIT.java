package io.selfieregistration.monitoring.settings;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.AdminRuntimeDelegate;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.CockpitRuntimeDelegate;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.TasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.WelcomeRuntimeDelegate;
import org.junit.jupiter.api.AfterEach;
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

/** What an operator reads whose settings are incomplete or wrong. */
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

	private final CockpitRuntimeDelegate cockpit = Cockpit.getRuntimeDelegate();

	private final TasklistRuntimeDelegate tasklist = Tasklist.getRuntimeDelegate();

	private final AdminRuntimeDelegate admin = Admin.getRuntimeDelegate();

	private final WelcomeRuntimeDelegate welcome = Welcome.getRuntimeDelegate();

	/** An application that ends takes them from all others in this JVM. */
	@AfterEach
	void giveTheWebApplicationsBack() {
		Cockpit.setCockpitRuntimeDelegate(this.cockpit);
		Tasklist.setTasklistRuntimeDelegate(this.tasklist);
		Admin.setAdminRuntimeDelegate(this.admin);
		Welcome.setRuntimeDelegate(this.welcome);
	}

	@Test
	void namesEverySettingThatIsMissing(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of()));

		assertThat(output).contains("The service does not start with these settings")
			.contains("spring.datasource.url is missing (jdbc:postgresql://HOST:5432/DATABASE)")
			.contains("selfie.object-store.endpoint is missing (address of the S3 server)")
			.contains("selfie.encryption.keys is missing (made by: openssl rand -base64 32)")
			.contains("selfie.operator.password is missing (of the first operator, at least 12 characters)")
			.contains("mvn spring-boot:test-run")
			.doesNotContain("\tat ");
	}

	@Test
	void saysThatTheDatabaseDoesNotAnswer(CapturedOutput output) {
		Map<String, String> settings = settings();
		// Nobody listens at port 1 of this machine.
		settings.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/selfie");
		settings.put("selfie.database.start-timeout", "1s");

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output).contains("PostgreSQL does not answer").contains("spring.datasource.url");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"selfie.operator.password=short|selfie.operator.password has fewer than 12 characters",
			"selfie.operator.password=Changeme-please!|selfie.operator.password is a placeholder",
			"selfie.operator.password=abababababab|selfie.operator.password repeats a few characters",
			"selfie.encryption.keys[0]=c2hvcnQ=|selfie.encryption.keys has fewer than 44 characters (openssl rand -base64 32)",
			"selfie.encryption.keys[0]=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=|selfie.encryption.keys repeats a few characters",
			"selfie.encryption.keys[0]=MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=|selfie.encryption.keys is a text in Base64",
			"selfie.encryption.keys[1]=SAME|selfie.encryption.keys[0] and selfie.encryption.keys[1] are the same secret",
			"selfie.object-store.secret-key=minioadmin|selfie.object-store.secret-key has fewer than 16 characters",
			"selfie.object-store.secret-key=minioadmin-minioadmin|selfie.object-store.secret-key is a placeholder",
			"selfie.object-store.endpoint=http://127.0.0.1:9000/selfies|selfie.object-store.endpoint must be scheme, host and port only",
			"spring.datasource.url=jdbc:postgresql://db.internal:5432/selfie|spring.datasource.password is missing, and the database is on another machine",
			"spring.datasource.url=jdbc:mysql://127.0.0.1/selfie|spring.datasource.url is not the address of a PostgreSQL database",
			"spring.datasource.url=jdbc:postgresql://db.internal:5432/selfie;spring.datasource.password=postgres|spring.datasource.password has fewer than 12 characters",
			"spring.datasource.url=jdbc:postgresql://db.internal:5432/selfie;spring.datasource.username=selfie-registration;spring.datasource.password=selfie-registration|spring.datasource.password is the name of the user",
			"selfie.web.base-url=http://selfie.bank.test|selfie.web.base-url is plain http on another machine",
			"selfie.web.base-url=https://selfie.bank.test/capture/|selfie.web.base-url must be scheme, host and port only",
			"selfie.outbox.enabled=true;selfie.web.base-url=https://selfie.bank.test|selfie.outbox.enabled shows the capture links",
			"selfie.webhook.allowed-networks=0.0.0.0/0|selfie.webhook.allowed-networks has 0.0.0.0/0",
			"selfie.webhook.allowed-networks=169.254.0.0/16|could reach the metadata",
			"selfie.webhook.allowed-networks=bank.internal|which is not a network in CIDR notation",
			"selfie.webhook.timeout=90s|selfie.webhook.timeout must be shorter than 60 seconds",
			"selfie.sms.preset=twilio|needs selfie.sms.username, selfie.sms.password and selfie.sms.from",
			"camunda.bpm.authorization.enabled=false|camunda.bpm.authorization.enabled is false",
			"camunda.bpm.history-level=audit|camunda.bpm.history-level must be full",
			"management.endpoints.web.exposure.include=*|management.endpoints.web.exposure.include may have",
			"spring.mail.host=;spring.mail.username=selfie|spring.mail.host is missing, but spring.mail.username is set",
			"selfie.face.concurrency=1000|selfie.face.concurrency is 1000, but the heap of",
			"server.port=18080;management.server.port=18080|management.server.port is the same as server.port" })
	void refusesSettingsThatAreWeakOrContradictEachOther(String changes, String sentence, CapturedOutput output) {
		Map<String, String> settings = settings();
		for (String change : changes.split(";")) {
			String[] setting = change.split("=", 2);
			settings.put(setting[0],
					setting[1].equals("SAME") ? settings.get("selfie.encryption.keys[0]") : setting[1]);
		}

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output).contains(sentence).doesNotContain("\tat ");
	}

	@Test
	void tellsAllProblemsAtOnceAndNoValue(CapturedOutput output) {
		Map<String, String> settings = settings();
		settings.put("selfie.operator.password", "hunter2");
		settings.put("camunda.bpm.authorization.enabled", "false");
		settings.remove("selfie.object-store.access-key");

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output).contains("selfie.object-store.access-key is missing")
			.contains("selfie.operator.password has fewer")
			.contains("camunda.bpm.authorization.enabled is false")
			.doesNotContain("hunter2");
	}

	@Test
	void refusesSettingThatIsMisspelt(CapturedOutput output) {
		Map<String, String> settings = settings();
		settings.put("selfie.webhook.allowed-netwroks", "127.0.0.0/8");

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output).contains("allowed-netwroks");
	}

	@Test
	void refusesKeysThatDoNotOpenWhatIsThere(CapturedOutput output) {
		Map<String, String> settings = settings();
		start(settings);
		String first = settings.get("selfie.encryption.keys[0]");
		String other = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
		settings.put("selfie.encryption.keys[0]", other);

		assertThatException().isThrownBy(() -> start(settings));

		assertThat(output)
			.containsPattern("is sealed with the encryption key [0-9a-f]{8}, and selfie.encryption.keys only"
					+ " has [0-9a-f]{8}\\.")
			.contains("Add the missing key")
			.doesNotContain(first)
			.doesNotContain(other)
			.doesNotContain("\tat ");

		settings.put("selfie.encryption.keys[1]", first);
		start(settings);
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
