package io.selfieregistration.request.process;

/**
 * Every name that the model {@code bpmn/start-next-phase.bpmn} and the Java code share.
 * {@code StartNextPhaseModelTests} fails when one side changes alone. The business key is
 * the request's id; there are no variables.
 */
public final class StartNextPhaseProcess {

	/** The process id. */
	public static final String KEY = "start-next-phase";

	private StartNextPhaseProcess() {
	}

	/** The ids of all flow nodes. */
	public static final class Elements {

		public static final String NEXT_PHASE_DUE = "startEvent_nextPhaseDue";

		public static final String START_NEXT_PHASE = "serviceTask_startNextPhase";

		public static final String NEXT_PHASE_STARTED = "endEvent_nextPhaseStarted";

		private Elements() {
		}

	}

}
