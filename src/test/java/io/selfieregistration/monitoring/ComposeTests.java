package io.selfieregistration.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What {@code docker-compose.yml} promises, as far as it can be seen without a container.
 */
class ComposeTests {

	private Map<String, Map<String, Object>> services;

	@BeforeEach
	void read() throws IOException {
		Map<String, Map<String, Map<String, Object>>> compose = new Yaml()
			.load(Files.readString(Path.of("docker-compose.yml")));
		this.services = compose.get("services");
	}

	@Test
	void givesAppEverySettingThatItRequires() {
		assertThatNoException().isThrownBy(() -> check(environment("app")));
	}

	@Test
	void wouldNoticeSettingThatIsMissing() {
		Map<String, Object> environment = environment("app");
		environment.remove("SELFIE_ENCRYPTION_KEYS_0");

		assertThatExceptionOfType(SettingsMissing.class).isThrownBy(() -> check(environment))
			.withMessageContaining("selfie.encryption.keys[0]");
	}

	@Test
	void hasNoDefaultForAnySecret() {
		assertThat(this.services.values()).allSatisfy((service) -> environmentOf(service).forEach((name, value) -> {
			if (name.matches(".*(PASSWORD|SECRET|KEYS).*")) {
				assertThat(value.toString()).as(name).matches("\\$\\{[A-Z0-9_]+:\\?.*}");
			}
		}));
	}

	@Test
	void pinsEveryImageAndLetsItBeReplaced() {
		assertThat(this.services).allSatisfy((name, service) -> assertThat(service.get("image").toString()).as(name)
			.matches("\\$\\{[A-Z0-9_]+_IMAGE:-[a-z0-9./-]+:[A-Za-z0-9.-]+}"));
	}

	@Test
	void opensPortsOnLoopbackOnly() {
		assertThat(this.services.values())
			.flatExtracting((service) -> (List<?>) service.getOrDefault("ports", List.of()))
			.isNotEmpty()
			.allSatisfy((port) -> assertThat(port.toString()).startsWith("127.0.0.1:"));
	}

	private Map<String, Object> environment(String service) {
		return environmentOf(this.services.get(service));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> environmentOf(Map<String, Object> service) {
		return new HashMap<>((Map<String, Object>) service.getOrDefault("environment", Map.of()));
	}

	private static void check(Map<String, Object> variables) {
		Map<String, Object> filledIn = new HashMap<>();
		variables.forEach((name, value) -> filledIn.put(name, value.toString().replaceAll("\\$\\{.*}", "filled in")));
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			var sources = context.getEnvironment().getPropertySources();
			sources.forEach((source) -> sources.remove(source.getName()));
			sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", filledIn));
			ConfigurationPropertySources.attach(context.getEnvironment());
			new RequiredSettings().initialize(context);
		}
	}

}
