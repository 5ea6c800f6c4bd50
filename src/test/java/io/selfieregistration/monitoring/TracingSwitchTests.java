package io.selfieregistration.monitoring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class TracingSwitchTests {

	private static final String ENDPOINT = "management.otlp.tracing.endpoint";

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void exportsNothingUnlessItIsToldWhereTo() {
		assertThat(enabled()).isEqualTo("false");
	}

	@Test
	void exportsNothingToNowhere() {
		this.environment.setProperty(ENDPOINT, "");

		assertThat(enabled()).isEqualTo("false");
	}

	@Test
	void exportsToEndpoint() {
		this.environment.setProperty(ENDPOINT, "http://collector:4318/v1/traces");

		assertThat(enabled()).isEqualTo("true");
	}

	@ParameterizedTest
	@CsvSource({ "http://collector:4318/v1/traces, false", "'', true" })
	void leavesTheLastWordToTheOperator(String endpoint, String wanted) {
		this.environment.setProperty(ENDPOINT, endpoint);
		this.environment.setProperty(TracingSwitch.ENABLED, wanted);

		assertThat(enabled()).isEqualTo(wanted);
	}

	private String enabled() {
		new TracingSwitch().postProcessEnvironment(this.environment, null);
		return this.environment.getProperty(TracingSwitch.ENABLED);
	}

}
