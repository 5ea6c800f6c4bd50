package io.selfieregistration.publishing.process;

/** The ids in {@code bpmn/deliver-message.bpmn} that tests name. */
public final class DeliverMessageElements {

	public static final String MESSAGE_READY = "startEvent_messageReady";

	public static final String JOIN_ATTEMPT = "gateway_attempt";

	public static final String ATTEMPT_DELIVERY = "serviceTask_attemptDelivery";

	public static final String DELIVERED = "gateway_delivered";

	public static final String MESSAGE_DELIVERED = "endEvent_messageDelivered";

	public static final String TRIED_AGAIN = "gateway_triedAgain";

	public static final String NEXT_ATTEMPT_DUE = "intermediateCatchEvent_nextAttemptDue";

	public static final String REPORT_DEAD_LETTER = "serviceTask_reportDeadLetter";

	public static final String SEND_DEAD_LETTER = "serviceTask_sendDeadLetter";

	public static final String DEAD_LETTER_TAKEN = "endEvent_deadLetterTaken";

	private DeliverMessageElements() {
	}

}
