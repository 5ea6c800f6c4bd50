package io.selfieregistration.monitoring;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Enables tracing if an endpoint to export to is configured, unless the operator sets it
 * explicitly.
 */
// After all sources of settings
@Order(Ordered.LOWEST_PRECEDENCE)
class TracingSwitch implements EnvironmentPostProcessor {

	/** Property of Spring Boot. */
	static final String ENABLED = "management.tracing.enabled";

	private static final String ENDPOINT = "management.otlp.tracing.endpoint";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String endpoint = environment.getProperty(ENDPOINT, "");
		environment.getPropertySources()
			.addLast(new MapPropertySource("tracing", Map.of(ENABLED, Boolean.toString(!endpoint.isBlank()))));
	}

}
