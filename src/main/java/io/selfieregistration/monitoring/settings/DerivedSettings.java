package io.selfieregistration.monitoring.settings;

import java.util.HashMap;
import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets defaults that depend on other settings.
 * <ul>
 * <li>The management port is the one after the main port, so that nodes on one machine
 * differ in one setting.
 * <li>The cookies of the engine's web applications are {@code Secure} if the service is
 * reached by TLS.
 * </ul>
 */
class DerivedSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int LAST_PORT = 65_535;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Map<String, Object> derived = new HashMap<>();
		derived.put("management.server.port",
				managementPort(environment.getProperty("server.port", Integer.class, 8080)));
		if (environment.getProperty("selfie.web.base-url", "").startsWith("https:")) {
			derived.put("camunda.bpm.webapp.session-cookie.enable-secure-cookie", true);
			derived.put("camunda.bpm.webapp.csrf.enable-secure-cookie", true);
		}
		environment.getPropertySources().addLast(new MapPropertySource("derivedSettings", derived));
	}

	/** Port 0 lets the operating system choose, here as well. */
	private static int managementPort(int port) {
		if (port == 0) {
			return 0;
		}
		return (port < LAST_PORT) ? port + 1 : port - 1;
	}

}
