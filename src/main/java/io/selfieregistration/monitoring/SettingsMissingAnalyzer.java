package io.selfieregistration.monitoring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator which settings are missing, and a developer how to do without. */
class SettingsMissingAnalyzer extends AbstractFailureAnalyzer<SettingsMissing> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SettingsMissing cause) {
		return new FailureAnalysis("These settings are missing:\n\n  - " + String.join("\n  - ", cause.settings()),
				"Set them, for example by environment variables such as SPRING_DATASOURCE_URL; docker-compose.yml shows"
						+ " all of them. To try everything without any server, run: mvn spring-boot:test-run",
				cause);
	}

}
