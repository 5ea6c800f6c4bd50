package io.selfieregistration.request.process;

import java.io.IOException;

/** Keeps {@code bpmn/start-next-phase.bpmn} and its contract together. */
class StartNextPhaseModelTests extends ProcessModelRules {

	StartNextPhaseModelTests() throws IOException {
		super(CamundaWorkflows.NEXT_PHASE, StartNextPhaseElements.class, StartNextPhaseElements.class);
	}

}
