package io.selfieregistration.request.process;

import java.util.HashMap;
import java.util.Map;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Evaluates the FEEL conditions exactly as they stand in the model. */
class SelfieGatewayTests {

	private final BpmnModelInstance model = Bpmn
		.readModelFromStream(getClass().getResourceAsStream("/bpmn/selfie-registration.bpmn"));

	private final ScriptEngine feel = new ScriptEngineManager().getEngineByName("feel");

	@ParameterizedTest(name = "verdict {0} -> accepted: {1}")
	@CsvSource({ "true, true", "false, false" })
	void followsTheVerdict(boolean selfieAccepted, boolean accepted) throws Exception {
		assertThat(evaluate("flow_selfieAccepted", Map.of("selfieAccepted", selfieAccepted))).isEqualTo(accepted);
	}

	@Test
	void doesNotDecideWithoutVerdict() throws Exception {
		assertThat(evaluate("flow_selfieAccepted", Map.of())).as("null makes the engine fail").isNull();
		assertThat(evaluate("flow_selfieAccepted", nothing("selfieAccepted"))).isNull();
	}

	@Test
	void doesNotTakeTextForAVerdict() throws Exception {
		assertThat(evaluate("flow_selfieAccepted", Map.of("selfieAccepted", "true")))
			.as("no Boolean makes the engine fail")
			.isNotInstanceOf(Boolean.class);
	}

	@ParameterizedTest(name = "{0} attempt(s) -> again: {1}")
	@CsvSource({ "2, true", "1, true", "0, false", "-1, false" })
	void letsThePersonTryAgainWhileAttemptsAreLeft(int attemptsLeft, boolean again) throws Exception {
		assertThat(evaluate("flow_attemptsLeft", Map.of("attemptsLeft", attemptsLeft))).isEqualTo(again);
	}

	@Test
	void doesNotDecideWithoutNumberOfAttempts() throws Exception {
		assertThat(evaluate("flow_attemptsLeft", Map.of())).as("null makes the engine fail").isNull();
		assertThat(evaluate("flow_attemptsLeft", nothing("attemptsLeft"))).isNull();
		assertThat(evaluate("flow_attemptsLeft", Map.of("attemptsLeft", "1"))).as("text is no number").isNull();
	}

	@ParameterizedTest(name = "{0} -> accepted: {1}, attempts used up: {2}")
	@CsvSource({ "accepted, true, false", "attempts_exhausted, false, true", "expired, false, false",
			"Accepted, false, false" })
	void followsWhatWasDecidedBeforeTheExpiry(String captureDecision, boolean accepted, boolean exhausted)
			throws Exception {
		var variables = Map.of("captureDecision", captureDecision);
		assertThat(evaluate("flow_acceptedInTime", variables)).isEqualTo(accepted);
		assertThat(evaluate("flow_exhaustedInTime", variables)).isEqualTo(exhausted);
	}

	@Test
	void readsAMissingDecisionAsExpiredWhichIsWhyItIsAlwaysSet() throws Exception {
		assertThat(evaluate("flow_acceptedInTime", Map.of())).isEqualTo(false);
		assertThat(evaluate("flow_exhaustedInTime", nothing("captureDecision"))).isEqualTo(false);
	}

	private Object evaluate(String flow, Map<String, ?> variables) throws ScriptException {
		String condition = this.model.<SequenceFlow>getModelElementById(flow).getConditionExpression().getTextContent();
		return this.feel.eval(condition, new SimpleBindings(new HashMap<>(variables)));
	}

	private static Map<String, Object> nothing(String name) {
		var variables = new HashMap<String, Object>();
		variables.put(name, null);
		return variables;
	}

}
