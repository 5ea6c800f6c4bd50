package io.selfieregistration.monitoring;

import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets the cookies of the engine's web applications travel by TLS only, where the service
 * is reached by TLS.
 */
class SecureCookies implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (environment.getProperty("selfie.web.base-url", "").startsWith("https:")) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("secureCookies",
						Map.of("camunda.bpm.webapp.session-cookie.enable-secure-cookie", true,
								"camunda.bpm.webapp.csrf.enable-secure-cookie", true)));
		}
	}

}
