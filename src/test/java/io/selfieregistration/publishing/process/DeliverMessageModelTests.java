package io.selfieregistration.publishing.process;

import java.io.IOException;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.publishing.process.DeliverMessageProcess.DeliveryOutcomes;
import io.selfieregistration.publishing.process.DeliverMessageProcess.Variables;
import io.selfieregistration.request.process.ProcessModelRules;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code bpmn/deliver-message.bpmn} and its contract together. */
class DeliverMessageModelTests extends ProcessModelRules {

	private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();

	DeliverMessageModelTests() throws IOException {
		super(DeliverMessageProcess.KEY, DeliverMessageProcess.class, DeliverMessageElements.class);
	}

	@Test
	void makesAnIncidentOfDeadLetterAtOnce() {
		ServiceTask task = element(DeliverMessageElements.SEND_DEAD_LETTER);
		assertThat(task.getExtensionElements()
			.getElementsQuery()
			.filterByType(CamundaFailedJobRetryTimeCycle.class)
			.singleResult()
			.getTextContent()).startsWith("R1/");
	}

	@ParameterizedTest(name = "{0} -> delivered {1}, tried again {2}")
	@CsvSource({ DeliveryOutcomes.DELIVERED + ", true, false", DeliveryOutcomes.AGAIN + ", false, true",
			DeliveryOutcomes.DEAD + ", false, false" })
	void leadsEveryOutcomeToItsOwnPlace(String outcome, boolean delivered, boolean again) {
		assertThat(evaluate("flow_delivered", outcome)).isEqualTo(delivered);
		assertThat(evaluate("flow_triedAgain", outcome)).isEqualTo(again);
	}

	@Test
	void knowsNoOutcomeThatTheConditionsDoNot() {
		assertThat(Stream.of("flow_delivered", "flow_triedAgain").map(this::condition)).containsExactly(
				Variables.DELIVERY_OUTCOME.name() + " = \"" + DeliveryOutcomes.DELIVERED + "\"",
				Variables.DELIVERY_OUTCOME.name() + " = \"" + DeliveryOutcomes.AGAIN + "\"");
	}

	private Object evaluate(String flow, String outcome) {
		return this.feel
			.evaluateExpression(condition(flow),
					java.util.Map.<String, Object>of(Variables.DELIVERY_OUTCOME.name(), outcome))
			.result();
	}

	private String condition(String flow) {
		return this.<SequenceFlow>element(flow).getConditionExpression().getTextContent();
	}

}
