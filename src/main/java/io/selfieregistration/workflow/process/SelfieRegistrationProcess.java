package io.selfieregistration.workflow.process;

import java.util.Map;
import java.util.Set;

import io.selfieregistration.workflow.ModuleSettings;

/**
 * The names that the model {@code bpmn/selfie-registration.bpmn} and the Java code share.
 * {@code SelfieRegistrationModelTests} fails when one side changes alone.
 */
public final class SelfieRegistrationProcess {

	/** The process id. */
	public static final String KEY = "selfie-registration";

	/**
	 * The timer that ends the waiting for a selfie, in every module that waits for one.
	 */
	public static final String EXPIRY_TIMER = "event_captureLinkExpired";

	/** What the module is to workflows and to the service. */
	static final ModuleContract MODULE = new ModuleContract(KEY,
			Set.of(Messages.SELFIE_SUBMITTED, Messages.CANCELLATION_REQUESTED, Messages.CONSENT_REFUSED,
					Messages.RESEND_REQUESTED),
			Set.of(ModuleSettings.ENABLED, ModuleSettings.RULE, ModuleSettings.LINK_EXPIRY, ModuleSettings.REMINDER,
					ModuleSettings.MAXIMUM_ATTEMPTS, ModuleSettings.QUALITY_POLICY),
			Map.of(Variables.SELFIE_REGISTERED.name(), "%s = \"true\"", Variables.PHOTO_URL.name(), "%s != null",
					Variables.SELFIE_REGISTERED_AT.name(), "number(%s)", Variables.SELFIE_OUTCOME.name(),
					"%s = \"registered\""),
			Outcomes.BY_END_EVENT);

	private SelfieRegistrationProcess() {
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

		/**
		 * Takes {@link Variables#REQUEST_ID}. Answers whether the module was decided by a
		 * selfie that an earlier module of the phase registered. Called by
		 * {@code gateway_registrationWanted}, after {@link #REGISTRATION_WANTED}.
		 */
		public static final String REGISTERED_BEFORE = "registeredBefore";

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
		public static final ProcessVariable<String> SELFIE_ENABLED = new ProcessVariable<>(ModuleSettings.ENABLED,
				String.class);

		/** The rule in FEEL that must be satisfied; missing or empty = always. */
		public static final ProcessVariable<String> SELFIE_RULE = new ProcessVariable<>(ModuleSettings.RULE,
				String.class);

		/** How long a capture link may be opened: an ISO-8601 duration. Optional. */
		public static final ProcessVariable<String> SELFIE_LINK_EXPIRY = new ProcessVariable<>(
				ModuleSettings.LINK_EXPIRY, String.class);

		/**
		 * How long before its expiry an unopened link is sent again: an ISO-8601
		 * duration. Optional.
		 */
		public static final ProcessVariable<String> SELFIE_REMINDER = new ProcessVariable<>(ModuleSettings.REMINDER,
				String.class);

		/** How many selfies may be submitted: a whole number as text. Optional. */
		public static final ProcessVariable<String> SELFIE_MAXIMUM_ATTEMPTS = new ProcessVariable<>(
				ModuleSettings.MAXIMUM_ATTEMPTS, String.class);

		/**
		 * How strictly the selfie is judged: {@code standard} or {@code strict}.
		 * Optional.
		 */
		public static final ProcessVariable<String> SELFIE_QUALITY_POLICY = new ProcessVariable<>(
				ModuleSettings.QUALITY_POLICY, String.class);

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
				"endEvent_selfieRegistered", REGISTERED, //
				"endEvent_registrationSkipped", SKIPPED, //
				"endEvent_registeredBefore", REGISTERED, //
				"endEvent_linkExpired", EXPIRED, //
				"endEvent_attemptsExhausted", ATTEMPTS_EXHAUSTED, //
				"endEvent_personNotReachable", UNDELIVERABLE, //
				"endEvent_registrationCancelled", CANCELLED, //
				"endEvent_registrationRefused", CONSENT_REFUSED);

		private Outcomes() {
		}

	}

}
