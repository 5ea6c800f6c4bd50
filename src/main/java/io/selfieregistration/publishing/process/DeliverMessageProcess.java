package io.selfieregistration.publishing.process;

import io.selfieregistration.result.Result;
import io.selfieregistration.workflow.process.ProcessVariable;

/**
 * Every name that the model {@code bpmn/deliver-message.bpmn} and the Java code share.
 * {@code DeliverMessageModelTests} fails when one side changes alone.
 */
public final class DeliverMessageProcess {

	/** The process id. */
	public static final String KEY = "deliver-message";

	private DeliverMessageProcess() {
	}

	/** The process variables, all primitive. The business key is the delivery's id. */
	public static final class Variables {

		/** The request that the message is about, for operators who search for it. */
		public static final ProcessVariable<String> REQUEST_ID = new ProcessVariable<>("requestId", String.class);

		/**
		 * Result of the last attempt: one of {@link DeliveryOutcomes}. Read by
		 * {@code gateway_delivered} and {@code gateway_triedAgain}, so always set.
		 */
		public static final ProcessVariable<String> DELIVERY_OUTCOME = new ProcessVariable<>("deliveryOutcome",
				String.class);

		/**
		 * Due time of the next attempt: an ISO-8601 instant. Set if there is one, read by
		 * {@code intermediateCatchEvent_nextAttemptDue}.
		 */
		public static final ProcessVariable<String> NEXT_ATTEMPT_AT = new ProcessVariable<>("nextAttemptAt",
				String.class);

		private Variables() {
		}

	}

	/** The values of {@link Variables#DELIVERY_OUTCOME}. */
	public static final class DeliveryOutcomes {

		/** The receiver accepted it. */
		public static final String DELIVERED = "delivered";

		/** It is retried. */
		public static final String AGAIN = "again";

		/** The retry schedule is exhausted, or the receiver is gone for good. */
		public static final String DEAD = "dead";

		private DeliveryOutcomes() {
		}

	}

}
