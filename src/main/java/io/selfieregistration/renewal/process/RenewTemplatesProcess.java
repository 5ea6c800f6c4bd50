package io.selfieregistration.renewal.process;

import io.selfieregistration.workflow.process.ProcessVariable;

/**
 * Every name that the model {@code bpmn/renew-templates.bpmn} and the Java code share.
 * {@code RenewTemplatesModelTests} fails when one side changes alone.
 */
public final class RenewTemplatesProcess {

	/** The process id. */
	public static final String KEY = "renew-templates";

	private RenewTemplatesProcess() {
	}

	/** The process variables, all primitive. The business key is the renewal's id. */
	public static final class Variables {

		/** Model that the templates get, for operators. */
		public static final ProcessVariable<String> RECOGNITION_MODEL = new ProcessVariable<>("recognitionModel",
				String.class);

		/** Templates of other models when the renewal started, for operators. */
		public static final ProcessVariable<Integer> TEMPLATES_TOTAL = new ProcessVariable<>("templatesTotal",
				Integer.class);

		/** Templates renewed so far, for operators. */
		public static final ProcessVariable<Integer> TEMPLATES_RENEWED = new ProcessVariable<>("templatesRenewed",
				Integer.class);

		/** Templates that could not be renewed so far, for operators. */
		public static final ProcessVariable<Integer> TEMPLATES_FAILED = new ProcessVariable<>("templatesFailed",
				Integer.class);

		/**
		 * What comes after the last batch: one of {@link RenewalSteps}. Read by
		 * {@code gateway_templatesLeft}, so always set.
		 */
		public static final ProcessVariable<String> RENEWAL_STEP = new ProcessVariable<>("renewalStep", String.class);

		/**
		 * End of the pause after the last batch: an ISO-8601 instant. Read by
		 * {@code intermediateCatchEvent_pauseOver}.
		 */
		public static final ProcessVariable<String> RENEWAL_CONTINUES_AT = new ProcessVariable<>("renewalContinuesAt",
				String.class);

		private Variables() {
		}

	}

	/** The values of {@link Variables#RENEWAL_STEP}. */
	public static final class RenewalSteps {

		/** The next batch. */
		public static final String AGAIN = "again";

		/** The next batch, after a pause. */
		public static final String LATER = "later";

		/** Nothing: every template was looked at. */
		public static final String DONE = "done";

		private RenewalSteps() {
		}

	}

}
