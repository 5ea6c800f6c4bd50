package io.selfieregistration.intake;

import java.time.Instant;

import io.selfieregistration.intake.IdempotentAnswers.Idempotency;
import io.selfieregistration.request.RequestId;

/** Stores idempotency keys with the answers to their calls. */
public interface IdempotencyStore {

	/**
	 * Claims an idempotency key; waits for a concurrent transaction that has claimed the
	 * same one.
	 * @return false if an earlier call has claimed the key
	 */
	boolean claim(String applicationId, Idempotency idempotency, Instant at);

	void keep(String applicationId, String key, RequestId id, byte[] answer);

	KeptAnswer find(String applicationId, String key);

	void forget(Instant before);

	/**
	 * The stored answer of an earlier call.
	 *
	 * @param answer sealed
	 */
	record KeptAnswer(byte[] requestHash, byte[] answer) {
	}

}
