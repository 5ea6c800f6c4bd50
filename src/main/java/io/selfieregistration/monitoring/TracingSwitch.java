package io.selfieregistration.monitoring;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns the export of traces on where there is somebody to export them to, unless the
 * operator says otherwise. Without that, nobody hears of a trace but the log.
 */
class TracingSwitch implements EnvironmentPostProcessor, Ordered {

	/** Of Spring Boot. */
	static final String ENABLED = "management.tracing.enabled";

	private static final String ENDPOINT = "management.otlp.tracing.endpoint";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String endpoint = environment.getProperty(ENDPOINT, "");
		environment.getPropertySources()
			.addLast(new MapPropertySource("tracing", Map.of(ENABLED, Boolean.toString(!endpoint.isBlank()))));
	}

	/** After everybody who adds settings. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
