package io.selfieregistration.request.process;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What {@code gateway_registrationWanted} does with each setting, in the real engine. */
class RegistrationGatewayIT extends ProcessScenario {

	private static final Map<String, Object> USER = Map.of("age", 17, "country", "DE");

	@Test
	void goesOnWithoutRule() {
		assertThat(decide("true", null)).containsExactly(SelfieRegistrationElements.SEND_CAPTURE_LINK);
	}

	@Test
	void goesOnWithBlankRule() {
		assertThat(decide("true", "  ")).containsExactly(SelfieRegistrationElements.SEND_CAPTURE_LINK);
	}

	@Test
	void isSwitchedOnWithoutSetting() {
		assertThat(decide(null, null)).containsExactly(SelfieRegistrationElements.SEND_CAPTURE_LINK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user.age >= 16", "user.country = \"DE\" and user.age < 18", "request.channel = \"api\"",
			"user.age in [10..20]", "if user.age > 99 then false else true" })
	void goesOnWhenTheRuleIsSatisfied(String rule) {
		Registration registration = start(application(NotificationType.LINK, 3, workflow("true", rule)), USER);

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		assertThat(decisions(registration)).containsExactly(Map.of("enabled", true, "rule", rule, "outcome", true));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "true | user.age >= 18 | true", "false | user.age >= 16 | false" })
	void skipsWhenTheRuleIsNotSatisfiedOrTheModuleIsSwitchedOff(String enabled, String rule, boolean decidedByRule) {
		Registration registration = start(application(NotificationType.LINK, 3, workflow(enabled, rule)), USER);

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(registration.endedAt()).containsExactly(SelfieRegistrationElements.REGISTRATION_SKIPPED);
		assertThat(registration.outcome()).isEqualTo(Outcome.SKIPPED);
		assertThat(decisions(registration))
			.containsExactly(Map.of("enabled", decidedByRule, "rule", rule, "outcome", false));
	}

	@Test
	void keepsWhatTheRuleRead() {
		Registration registration = start(application(NotificationType.LINK, 3, workflow("true", "user.age >= 18")),
				USER);

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(this.jdbc.sql("select inputs ->> 'user.age' from rule_decision where request_id = :id")
			.param("id", registration.id().value())
			.query(String.class)
			.single()).isEqualTo("17");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user.age >=", "user.height > 1", "nothing = 1", "user.age", "null", "\"true\"",
			"nofunc(user.age) = 1", "user.age > 99 or missing > 3", "count(for i in 1..1000000000 return i) > 0",
			"some i in 1..100000000 satisfies i < 0", "execution.processEngineServices.runtimeService != null",
			"matches(user.country, \"(a+)+$\")", "2 ** 1000 > 1" })
	void becomesIncidentThatQuotesTheRuleWhenItIsBroken(String rule) {
		Registration registration = start(application(NotificationType.LINK, 3, workflow("true", rule)), USER);

		assertThatException().isThrownBy(() -> registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED));

		assertThat(registration.waitingAt()).as("neither skipped nor wanted")
			.containsExactly(SelfieRegistrationElements.REGISTRATION_WANTED);
		assertThat(registration.outcome()).isNull();
		Incident incident = this.runtime.createIncidentQuery()
			.processInstanceId(this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(registration.id().toString(), SelfieRegistrationProcess.KEY)
				.singleResult()
				.getId())
			.singleResult();
		assertThat(incident.getActivityId()).isEqualTo(SelfieRegistrationElements.REGISTRATION_WANTED);
		assertThat(incident.getIncidentMessage()).contains(rule);
		assertThat(decisions(registration)).isEmpty();
	}

	@Test
	void becomesIncidentWhenTheSwitchIsNeitherOnNorOff() {
		Registration registration = start(application(NotificationType.LINK, 3, workflow("maybe", null)), USER);

		assertThatException().isThrownBy(() -> registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED));

		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.REGISTRATION_WANTED);
	}

	private List<String> decide(String enabled, String rule) {
		Registration registration = start(application(NotificationType.LINK, 3, workflow(enabled, rule)), USER);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		return registration.waitingAt();
	}

	private List<Map<String, Object>> decisions(Registration registration) {
		return this.jdbc.sql("select enabled, rule, outcome from rule_decision where request_id = :id")
			.param("id", registration.id().value())
			.query()
			.listOfRows();
	}

}
