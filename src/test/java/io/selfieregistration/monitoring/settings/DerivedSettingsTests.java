package io.selfieregistration.monitoring.settings;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class DerivedSettingsTests {

	private static final String COOKIE = "camunda.bpm.webapp.session-cookie.enable-secure-cookie";

	@ParameterizedTest
	@CsvSource({ "8080, 8081", "0, 0", "65535, 65534" })
	void managementPortFollowsMainPort(String port, String managementPort) {
		assertThat(environment(Map.of("server.port", port)).getProperty("management.server.port"))
			.isEqualTo(managementPort);
	}

	@Test
	void managementPortThatIsGivenStays() {
		assertThat(environment(Map.of("server.port", "8080", "management.server.port", "9000"))
			.getProperty("management.server.port")).isEqualTo("9000");
	}

	@Test
	void cookiesAreSecureWhereTheServiceIsReachedByTls() {
		assertThat(environment(Map.of("selfie.web.base-url", "https://selfie.bank.test")).getProperty(COOKIE))
			.isEqualTo("true");
		assertThat(environment(Map.of("selfie.web.base-url", "http://localhost:8080")).getProperty(COOKIE)).isNull();
	}

	private static Environment environment(Map<String, Object> settings) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", settings));
			new DerivedSettings().initialize(context);
			return context.getEnvironment();
		}
	}

}
