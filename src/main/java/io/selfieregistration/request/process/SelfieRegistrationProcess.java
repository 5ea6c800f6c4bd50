package io.selfieregistration.request.process;

import java.util.Map;

/**
 * Every name that the model {@code bpmn/selfie-registration.bpmn} and the Java code
 * share. {@code SelfieRegistrationModelTests} fails when one side changes alone.
 */
public final class SelfieRegistrationProcess {

	/** The process id. */
	public static final String KEY = "selfie-registration";

	private SelfieRegistrationProcess() {
	}

	/** The ids of all flow nodes. */
	public static final class Elements {

		public static final String REGISTRATION_REQUESTED = "startEvent_registrationRequested";

		public static final String REGISTRATION_WANTED = "gateway_registrationWanted";

		public static final String REGISTRATION_SKIPPED = "endEvent_registrationSkipped";

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

		private Elements() {
		}

	}

	/** The messages, correlated by the business key. */
	public static final class Messages {

		/**
		 * A submitted selfie was judged; brings {@link Variables#SELFIE_ACCEPTED} and
		 * {@link Variables#ATTEMPTS_LEFT}, always both.
		 */
		public static final String SELFIE_SUBMITTED = "selfieRegistration.selfieSubmitted";

		public static final String CANCELLATION_REQUESTED = "selfieRegistration.cancellationRequested";

		/** The person does not want to be photographed. */
		public static final String CONSENT_REFUSED = "selfieRegistration.consentRefused";

		/** The link is to be sent anew. */
		public static final String RESEND_REQUESTED = "selfieRegistration.resendRequested";

		private Messages() {
		}

	}

	/** The codes of the BPMN errors. */
	public static final class Errors {

		/** The person can never be reached the way the application wants it. */
		public static final String CAPTURE_LINK_UNDELIVERABLE = "captureLinkUndeliverable";

		private Errors() {
		}

	}

	/** The FEEL functions of our own that the conditions call. */
	public static final class Functions {

		/**
		 * Takes {@link Variables#REQUEST_ID}, {@link Variables#SELFIE_ENABLED} and
		 * {@link Variables#SELFIE_RULE} in this order; a missing one arrives as null.
		 * Answers exactly true or false, or fails. Called by
		 * {@code gateway_registrationWanted}.
		 */
		public static final String REGISTRATION_WANTED = "registrationWanted";

		private Functions() {
		}

	}

	/** The process variables, all primitive. */
	public static final class Variables {

		/** The request; the same text as the business key. */
		public static final ProcessVariable<String> REQUEST_ID = new ProcessVariable<>("requestId", String.class);

		/** The application the request belongs to. */
		public static final ProcessVariable<String> APPLICATION_ID = new ProcessVariable<>("applicationId",
				String.class);

		/**
		 * Whether the module is switched on: the text {@code true} or {@code false}, as
		 * an element template of Camunda 7 cannot bind a Boolean to an input parameter.
		 */
		public static final ProcessVariable<String> SELFIE_ENABLED = new ProcessVariable<>("selfieEnabled",
				String.class);

		/** The rule in FEEL that must be satisfied; missing or empty = always. */
		public static final ProcessVariable<String> SELFIE_RULE = new ProcessVariable<>("selfieRule", String.class);

		/** How long a capture link may be opened: an ISO-8601 duration. Optional. */
		public static final ProcessVariable<String> SELFIE_LINK_EXPIRY = new ProcessVariable<>("selfieLinkExpiry",
				String.class);

		/**
		 * How long before its expiry an unopened link is sent again: an ISO-8601
		 * duration. Optional.
		 */
		public static final ProcessVariable<String> SELFIE_REMINDER = new ProcessVariable<>("selfieReminder",
				String.class);

		/** How many selfies may be submitted: a whole number as text. Optional. */
		public static final ProcessVariable<String> SELFIE_MAXIMUM_ATTEMPTS = new ProcessVariable<>(
				"selfieMaximumAttempts", String.class);

		/**
		 * How strictly the selfie is judged: {@code standard} or {@code strict}.
		 * Optional.
		 */
		public static final ProcessVariable<String> SELFIE_QUALITY_POLICY = new ProcessVariable<>("selfieQualityPolicy",
				String.class);

		/**
		 * When the capture link expires: an ISO-8601 instant. Set before the wait begins,
		 * read by {@code event_captureLinkExpired}.
		 */
		public static final ProcessVariable<String> CAPTURE_EXPIRES_AT = new ProcessVariable<>("captureExpiresAt",
				String.class);

		/**
		 * When the person is reminded: an ISO-8601 instant. Set before the wait begins,
		 * read by {@code event_reminderDue}.
		 */
		public static final ProcessVariable<String> REMINDER_DUE_AT = new ProcessVariable<>("reminderDueAt",
				String.class);

		/**
		 * The verdict on the submitted selfie. Read by {@code gateway_selfieAccepted}.
		 */
		public static final ProcessVariable<Boolean> SELFIE_ACCEPTED = new ProcessVariable<>("selfieAccepted",
				Boolean.class);

		/** How often the person may try again. Read by {@code gateway_attemptsLeft}. */
		public static final ProcessVariable<Integer> ATTEMPTS_LEFT = new ProcessVariable<>("attemptsLeft",
				Integer.class);

		/**
		 * What was decided when the link was closed: one of {@link CaptureDecisions}.
		 * Read by {@code gateway_decidedInTime}, so always set.
		 */
		public static final ProcessVariable<String> CAPTURE_DECISION = new ProcessVariable<>("captureDecision",
				String.class);

		/**
		 * Whether the photo and the template are stored: the text {@code true} or
		 * {@code false}, named and written as in the published result. Set at every
		 * outcome.
		 */
		public static final ProcessVariable<String> SELFIE_REGISTERED = new ProcessVariable<>("selfie_registered",
				String.class);

		/** Where the application fetches the photo; null without one. */
		public static final ProcessVariable<String> PHOTO_URL = new ProcessVariable<>("photo_url", String.class);

		/**
		 * When the selfie was registered, in seconds since 1970-01-01T00:00:00Z as text;
		 * null without one.
		 */
		public static final ProcessVariable<String> SELFIE_REGISTERED_AT = new ProcessVariable<>("selfie_registered_at",
				String.class);

		/** How the registration ended: one of {@link Outcomes}. Set at every outcome. */
		public static final ProcessVariable<String> SELFIE_OUTCOME = new ProcessVariable<>("selfieOutcome",
				String.class);

		private Variables() {
		}

	}

	/** The values of {@link Variables#CAPTURE_DECISION}. */
	public static final class CaptureDecisions {

		/** A selfie was accepted before the link expired. */
		public static final String ACCEPTED = "accepted";

		/** The last attempt was refused before the link expired. */
		public static final String ATTEMPTS_EXHAUSTED = "attempts_exhausted";

		/** Nothing was decided before the link expired. */
		public static final String EXPIRED = "expired";

		private CaptureDecisions() {
		}

	}

	/** The values of {@link Variables#SELFIE_OUTCOME}, each reached by one end event. */
	public static final class Outcomes {

		public static final String REGISTERED = "registered";

		public static final String SKIPPED = "skipped";

		public static final String EXPIRED = "expired";

		public static final String ATTEMPTS_EXHAUSTED = "attempts_exhausted";

		public static final String UNDELIVERABLE = "undeliverable";

		public static final String CANCELLED = "cancelled";

		public static final String CONSENT_REFUSED = "consent_refused";

		/** The outcome of each end event that has one. */
		public static final Map<String, String> BY_END_EVENT = Map.of( //
				Elements.SELFIE_REGISTERED, REGISTERED, //
				Elements.REGISTRATION_SKIPPED, SKIPPED, //
				Elements.LINK_EXPIRED, EXPIRED, //
				Elements.ATTEMPTS_EXHAUSTED, ATTEMPTS_EXHAUSTED, //
				Elements.PERSON_NOT_REACHABLE, UNDELIVERABLE, //
				Elements.REGISTRATION_CANCELLED, CANCELLED, //
				Elements.REGISTRATION_REFUSED, CONSENT_REFUSED);

		private Outcomes() {
		}

	}

}
