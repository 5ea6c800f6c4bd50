package io.selfieregistration.renewal.process;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.camunda.bpm.model.bpmn.instance.ConditionExpression;

import io.selfieregistration.request.process.ProcessModelRules;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code bpmn/renew-templates.bpmn} and its contract together. */
class RenewTemplatesModelTests extends ProcessModelRules {

	RenewTemplatesModelTests() throws IOException {
		super(RenewTemplatesProcess.KEY, RenewTemplatesProcess.class, RenewTemplatesElements.class);
	}

	@Test
	void goesOnInEveryCaseButTheLast() {
		assertThat(all(ConditionExpression.class)).extracting(ConditionExpression::getTextContent)
			.containsExactlyInAnyOrder("renewalStep = \"" + RenewTemplatesProcess.RenewalSteps.AGAIN + "\"",
					"renewalStep = \"" + RenewTemplatesProcess.RenewalSteps.LATER + "\"");
	}

}
