package io.selfieregistration.request.process;

import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

/**
 * Every name that the model {@code bpmn/verification.bpmn} and the Java code share.
 * {@code VerificationModelTests} fails when one side changes alone. Its variables are
 * those of {@link SelfieRegistrationProcess.Variables}.
 */
public final class VerificationProcess {

	/** The process id. */
	public static final String KEY = "verification";

	private VerificationProcess() {
	}

	/** The ids of all flow nodes. */
	public static final class Elements {

		public static final String VERIFICATION_REQUESTED = "startEvent_verificationRequested";

		public static final String REGISTER_SELFIE = "callActivity_registerSelfie";

		public static final String PUBLISH_RESULT = "serviceTask_publishResult";

		public static final String RESULT_PUBLISHED = "endEvent_resultPublished";

		private Elements() {
		}

	}

}
