package io.selfieregistration.workflow.process;

/** The ids in {@code bpmn/selfie-verification.bpmn} that tests name. */
public final class SelfieVerificationElements {

	public static final String VERIFICATION_WANTED = "gateway_verificationWanted";

	public static final String VERIFICATION_SKIPPED = "endEvent_verificationSkipped";

	public static final String USER_NOT_REGISTERED = "endEvent_userNotRegistered";

	public static final String TOO_MANY_FAILURES = "endEvent_tooManyFailures";

	public static final String SEND_CAPTURE_LINK = "serviceTask_sendCaptureLink";

	public static final String PERSON_NOT_REACHABLE = "endEvent_personNotReachable";

	public static final String SELFIE_SUBMITTED = "receiveTask_selfieSubmitted";

	public static final String SEND_REMINDER = "serviceTask_sendReminder";

	public static final String REMINDER_SENT = "endEvent_reminderSent";

	public static final String CAPTURE_LINK_EXPIRED = "event_captureLinkExpired";

	public static final String CLOSE_CAPTURE_LINK = "serviceTask_closeCaptureLink";

	public static final String DECIDED = "gateway_decided";

	public static final String LINK_EXPIRED = "endEvent_linkExpired";

	public static final String ATTEMPTS_EXHAUSTED = "endEvent_attemptsExhausted";

	public static final String SELFIE_NOT_MATCHED = "endEvent_selfieNotMatched";

	public static final String REGISTRATION_LOST = "endEvent_registrationLost";

	public static final String STORE_PHOTO = "serviceTask_storePhoto";

	public static final String SELFIE_VERIFIED = "endEvent_selfieVerified";

	public static final String VERIFICATION_CANCELLED = "endEvent_verificationCancelled";

	public static final String VERIFICATION_REFUSED = "endEvent_verificationRefused";

	private SelfieVerificationElements() {
	}

}
