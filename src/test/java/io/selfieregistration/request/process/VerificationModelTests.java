package io.selfieregistration.request.process;

import java.io.IOException;

import io.selfieregistration.request.process.VerificationProcess.Elements;
import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Keeps {@code bpmn/verification.bpmn} and its contract together. */
class VerificationModelTests extends ProcessModelRules {

	VerificationModelTests() throws IOException {
		super(VerificationProcess.KEY, VerificationProcess.class, VerificationProcess.Elements.class);
	}

	@Test
	void callsTheLatestSelfieRegistration() {
		CallActivity call = element(Elements.REGISTER_SELFIE);
		assertThat(call.getCalledElement()).isEqualTo(SelfieRegistrationProcess.KEY);
		assertThat(call.getCamundaCalledElementBinding()).isIn(null, "latest");
	}

	@Test
	void handsOverTheBusinessKeyTheRequestAndTheSettingsAndNothingElse() {
		assertThat(all(CamundaIn.class))
			.extracting(CamundaIn::getCamundaBusinessKey, CamundaIn::getCamundaSource, CamundaIn::getCamundaTarget,
					CamundaIn::getCamundaVariables, CamundaIn::getCamundaLocal)
			.containsExactlyInAnyOrder(tuple("#{execution.processBusinessKey}", null, null, null, false),
					tuple(null, Variables.REQUEST_ID.name(), Variables.REQUEST_ID.name(), null, false),
					tuple(null, null, null, "all", true));
	}

	@Test
	void takesOverTheOutcome() {
		assertThat(all(CamundaOut.class)).extracting(CamundaOut::getCamundaSource, CamundaOut::getCamundaTarget)
			.containsExactlyInAnyOrder(tuple(Variables.SELFIE_REGISTERED.name(), Variables.SELFIE_REGISTERED.name()),
					tuple(Variables.PHOTO_URL.name(), Variables.PHOTO_URL.name()),
					tuple(Variables.SELFIE_REGISTERED_AT.name(), Variables.SELFIE_REGISTERED_AT.name()),
					tuple(Variables.SELFIE_OUTCOME.name(), Variables.SELFIE_OUTCOME.name()));
	}

	@Test
	void switchesTheModuleOnAndLeavesEveryOtherSettingToTheApplication() {
		assertThat(all(CamundaInputParameter.class)).extracting(CamundaInputParameter::getCamundaName)
			.containsExactlyInAnyOrderElementsOf(Modules.of(SelfieRegistrationProcess.KEY).settings());
		assertThat(all(CamundaInputParameter.class)).allSatisfy((setting) -> assertThat(setting.getTextContent())
			.isEqualTo(setting.getCamundaName().equals(Variables.SELFIE_ENABLED.name()) ? "true" : ""));
	}

}
