package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;

import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

/**
 * One message on its way to one receiver.
 *
 * @param id the same for every attempt, so that the receiver recognises a repetition; ids
 * grow with time
 * @param requestId that it tells of, or null
 * @param phase of a result: the phase that it is of; otherwise null
 * @param about of a dead letter: the delivery that nobody took; otherwise null
 * @param url where it goes: {@code https:}, {@code mailto:}, or {@code http:} in an
 * allowed network
 * @param body the same bytes for every attempt; null for a ping, whose words are secret
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

	public Optional<Instant> delivered() {
		return Optional.ofNullable(this.deliveredAt);
	}

	@Override
	public String toString() {
		return "Delivery[" + this.id + "]";
	}

	/** What a message is. */
	public enum Kind {

		/** A result. */
		RESULT,

		/** The news that there is a result. */
		PING,

		/** The news that another message was never taken. */
		DEAD_LETTER;

		/** The word in the API and in the database. */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

		/** Whether it goes to the address that results are told at. */
		boolean goesToTheReceiver() {
			return this != DEAD_LETTER;
		}

	}

	/** How a delivery stands. */
	public enum State {

		/** It is tried until the schedule is used up. */
		PENDING,

		/** The receiver took it. */
		DELIVERED,

		/** It is tried no more, unless an operator sends it again. */
		DEAD;

		/** The word in the API and in the database. */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
