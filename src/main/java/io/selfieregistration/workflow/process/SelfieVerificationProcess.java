package io.selfieregistration.workflow.process;

import java.util.Map;
import java.util.Set;

import io.selfieregistration.workflow.ModuleSettings;

/**
 * The names that the model {@code bpmn/selfie-verification.bpmn} and the Java code share,
 * as far as they are not those of {@link SelfieRegistrationProcess}.
 * {@code SelfieVerificationModelTests} fails when one side changes alone.
 */
public final class SelfieVerificationProcess {

	/** The process id. */
	public static final String KEY = "selfie-verification";

	/** What the module is to workflows and to the service. */
	static final ModuleContract MODULE = new ModuleContract(KEY,
			Set.of(Messages.CANCELLATION_REQUESTED, Messages.CONSENT_REFUSED, Messages.RESEND_REQUESTED,
					Messages.SELFIE_SUBMITTED),
			Set.of(ModuleSettings.ENABLED, ModuleSettings.RULE, ModuleSettings.MINIMUM_QUALITY,
					ModuleSettings.MATCH_POLICY, ModuleSettings.MAXIMUM_ATTEMPTS, ModuleSettings.LINK_EXPIRY,
					ModuleSettings.REMINDER),
			Map.of(Variables.SELFIE_VERIFIED.name(), "%s = \"true\"", Variables.SELFIE_VERIFIED_AT.name(), "number(%s)",
					Variables.SELFIE_QUALITY_SCORE.name(), "number(%s) >= 60",
					SelfieRegistrationProcess.Variables.PHOTO_URL.name(), "%s != null",
					SelfieRegistrationProcess.Variables.SELFIE_OUTCOME.name(), "%s = \"verified\""),
			Outcomes.BY_END_EVENT);

	private SelfieVerificationProcess() {
	}

	/**
	 * The messages, correlated by the business key; they bring what registration's do.
	 */
	public static final class Messages {

		/**
		 * A submitted selfie was judged and compared; also brings what was decided, once
		 * it is.
		 */
		public static final String SELFIE_SUBMITTED = "selfieVerification.selfieSubmitted";

		public static final String CANCELLATION_REQUESTED = "selfieVerification.cancellationRequested";

		/** The person does not want to be photographed. */
		public static final String CONSENT_REFUSED = "selfieVerification.consentRefused";

		/** The link is to be sent anew. */
		public static final String RESEND_REQUESTED = "selfieVerification.resendRequested";

		private Messages() {
		}

	}

	/** The codes of the BPMN errors. */
	public static final class Errors {

		public static final String CAPTURE_LINK_UNDELIVERABLE = SelfieRegistrationProcess.Errors.CAPTURE_LINK_UNDELIVERABLE;

		private Errors() {
		}

	}

	/** What the conditions call: FEEL functions of our own. */
	public static final class Functions {

		/**
		 * Takes the request, whether the module is enabled, and its rule, as the function
		 * of Selfie Registration does. Called by {@code gateway_verificationWanted}.
		 */
		public static final String VERIFICATION_WANTED = "verificationWanted";

		/**
		 * Takes the request. Answers with the decision on the run, as text, if there is
		 * one before any selfie was taken; else null. Called by
		 * {@code gateway_verificationWanted}, after {@link #VERIFICATION_WANTED}.
		 */
		public static final String DECIDED_BEFORE = "decidedBefore";

		private Functions() {
		}

	}

	/** The process variables that Selfie Registration does not have. */
	public static final class Variables {

		/**
		 * The lowest quality of a selfie that is compared: a whole number from 0 to 100
		 * as text. Optional.
		 */
		public static final ProcessVariable<String> SELFIE_MINIMUM_QUALITY = new ProcessVariable<>(
				ModuleSettings.MINIMUM_QUALITY, String.class);

		/**
		 * How alike the selfie must be: {@code standard} or {@code strict}. Optional.
		 */
		public static final ProcessVariable<String> SELFIE_MATCH_POLICY = new ProcessVariable<>(
				ModuleSettings.MATCH_POLICY, String.class);

		/**
		 * Whether the person is the registered one: the text {@code true} or
		 * {@code false}. Set at every outcome.
		 */
		public static final ProcessVariable<String> SELFIE_VERIFIED = new ProcessVariable<>("selfie_verified",
				String.class);

		/**
		 * When the selfie was verified, in seconds since 1970-01-01T00:00:00Z as text;
		 * null without one.
		 */
		public static final ProcessVariable<String> SELFIE_VERIFIED_AT = new ProcessVariable<>("selfie_verified_at",
				String.class);

		/**
		 * The quality of the verified selfie, 0 to 100 as text; null without one.
		 */
		public static final ProcessVariable<String> SELFIE_QUALITY_SCORE = new ProcessVariable<>("selfie_quality_score",
				String.class);

		private Variables() {
		}

	}

	/**
	 * The decisions that Selfie Registration does not know, in {@code captureDecision}
	 * and from {@link Functions#DECIDED_BEFORE}.
	 */
	public static final class Decisions {

		/** No template of the user can be compared with. */
		public static final String NOT_REGISTERED = "not_registered";

		/** No attempt is left, and at least one selfie was compared in vain. */
		public static final String NOT_MATCHED = "not_matched";

		private Decisions() {
		}

	}

	/** How the module ends; each outcome is reached by one end event or two. */
	public static final class Outcomes {

		/** The person is the registered one. */
		public static final String VERIFIED = "verified";

		public static final String NOT_REGISTERED = Decisions.NOT_REGISTERED;

		public static final String NOT_MATCHED = Decisions.NOT_MATCHED;

		/** The outcome of each end event that has one. */
		public static final Map<String, String> BY_END_EVENT = Map.ofEntries( //
				Map.entry("endEvent_selfieVerified", VERIFIED), //
				Map.entry("endEvent_userNotRegistered", NOT_REGISTERED), //
				Map.entry("endEvent_registrationLost", NOT_REGISTERED), //
				Map.entry("endEvent_tooManyFailures", NOT_MATCHED), //
				Map.entry("endEvent_selfieNotMatched", NOT_MATCHED), //
				Map.entry("endEvent_verificationSkipped", SelfieRegistrationProcess.Outcomes.SKIPPED), //
				Map.entry("endEvent_linkExpired", SelfieRegistrationProcess.Outcomes.EXPIRED), //
				Map.entry("endEvent_attemptsExhausted", SelfieRegistrationProcess.Outcomes.ATTEMPTS_EXHAUSTED), //
				Map.entry("endEvent_personNotReachable", SelfieRegistrationProcess.Outcomes.UNDELIVERABLE), //
				Map.entry("endEvent_verificationCancelled", SelfieRegistrationProcess.Outcomes.CANCELLED), //
				Map.entry("endEvent_verificationRefused", SelfieRegistrationProcess.Outcomes.CONSENT_REFUSED));

		private Outcomes() {
		}

	}

}
