package io.selfieregistration.request.process;

/** The ids in {@code bpmn/start-next-phase.bpmn} that tests name. */
public final class StartNextPhaseElements {

	public static final String NEXT_PHASE_DUE = "startEvent_nextPhaseDue";

	public static final String START_NEXT_PHASE = "serviceTask_startNextPhase";

	public static final String NEXT_PHASE_STARTED = "endEvent_nextPhaseStarted";

	private StartNextPhaseElements() {
	}

}
