package io.selfieregistration.workflow.process;

/** The ids in {@code bpmn/selfie-registration.bpmn} that tests name. */
public final class SelfieRegistrationElements {

	public static final String REGISTRATION_REQUESTED = "startEvent_registrationRequested";

	public static final String REGISTRATION_WANTED = "gateway_registrationWanted";

	public static final String REGISTRATION_SKIPPED = "endEvent_registrationSkipped";

	public static final String REGISTERED_BEFORE = "endEvent_registeredBefore";

	public static final String SEND_CAPTURE_LINK = "serviceTask_sendCaptureLink";

	public static final String CAPTURE_LINK_UNDELIVERABLE = "event_captureLinkUndeliverable";

	public static final String PERSON_NOT_REACHABLE = "endEvent_personNotReachable";

	public static final String AWAIT_SELFIE = "gateway_awaitSelfie";

	public static final String SELFIE_SUBMITTED = "receiveTask_selfieSubmitted";

	public static final String REMINDER_DUE = "event_reminderDue";

	public static final String SEND_REMINDER = "serviceTask_sendReminder";

	public static final String REMINDER_SENT = "endEvent_reminderSent";

	public static final String CAPTURE_LINK_EXPIRED = "event_captureLinkExpired";

	public static final String CLOSE_CAPTURE_LINK = "serviceTask_closeCaptureLink";

	public static final String DECIDED_IN_TIME = "gateway_decidedInTime";

	public static final String LINK_EXPIRED = "endEvent_linkExpired";

	public static final String SELFIE_ACCEPTED = "gateway_selfieAccepted";

	public static final String ATTEMPTS_LEFT = "gateway_attemptsLeft";

	public static final String JOIN_ATTEMPTS_EXHAUSTED = "gateway_attemptsExhausted";

	public static final String ATTEMPTS_EXHAUSTED = "endEvent_attemptsExhausted";

	public static final String JOIN_STORE_SELFIE = "gateway_storeSelfie";

	public static final String STORE_SELFIE = "serviceTask_storeSelfie";

	public static final String SELFIE_REGISTERED = "endEvent_selfieRegistered";

	public static final String RESEND_REQUESTED = "event_resendRequested";

	public static final String JOIN_SEND_CAPTURE_LINK = "gateway_sendCaptureLink";

	public static final String REFUSAL = "subProcess_refusal";

	public static final String CONSENT_REFUSED = "startEvent_consentRefused";

	public static final String REGISTRATION_REFUSED = "endEvent_registrationRefused";

	public static final String CANCELLATION = "subProcess_cancellation";

	public static final String CANCELLATION_REQUESTED = "startEvent_cancellationRequested";

	public static final String REGISTRATION_CANCELLED = "endEvent_registrationCancelled";

	private SelfieRegistrationElements() {
	}

}
