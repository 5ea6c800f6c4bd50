package io.selfieregistration.monitoring.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer: lists what is wrong with the settings, and how to run without servers
 * in development.
 */
class SettingsRefusedAnalyzer extends AbstractFailureAnalyzer<SettingsRefused> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SettingsRefused cause) {
		return new FailureAnalysis(
				"The service does not start with these settings:\n\n  - " + String.join("\n  - ", cause.problems()),
				"Set them by environment variables such as SPRING_DATASOURCE_URL, and secrets by files;"
						+ " docker-compose.yml does both, and docs/configuration.md has all of them. To try everything"
						+ " without any server, run: mvn spring-boot:test-run",
				cause);
	}

}
