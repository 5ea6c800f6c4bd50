package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Instant;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

/**
 * The delivery of one message to one receiver.
 *
 * @param id the same for every attempt, so that the receiver recognises a repetition; ids
 * grow with time
 * @param requestId of the request it is about, or null
 * @param phase phase of the result; null for other kinds
 * @param about the delivery that a dead letter reports; null for other kinds
 * @param url where it goes: {@code https:}, {@code mailto:}, or {@code http:} in an
 * allowed network
 * @param body the same bytes for every attempt; null for a ping, whose content is secret
 * @param tries how often it was tried since it was last started
 * @param nextAttemptAt null if it is due, or over
 * @param deliveredAt when the receiver last took it, or null
 */
public record Delivery(String id, Kind kind, String workspace, String applicationId, RequestId requestId, Phase phase,
		String about, URI url, String contentType, byte[] body, State state, int tries, Instant createdAt,
		Instant nextAttemptAt, Instant deliveredAt) {

	private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

	static String newId() {
		return "msg_" + GENERATOR.generate();
	}

	@Override
	public String toString() {
		return "Delivery[" + this.id + "]";
	}

	/** The kind of a message. */
	public enum Kind implements Coded {

		/** A result. */
		RESULT,

		/** Announces a result. */
		PING,

		/** Reports that another message became a dead letter. */
		DEAD_LETTER;

		/** Whether it is sent to the notification URL. */
		boolean goesToTheReceiver() {
			return this != DEAD_LETTER;
		}

	}

	/** The state of a delivery. */
	public enum State implements Coded {

		/** Retried until the retry schedule is exhausted. */
		PENDING,

		/** Accepted by the receiver. */
		DELIVERED,

		/** Dead letter: not retried unless an operator redelivers it. */
		DEAD

	}

}
