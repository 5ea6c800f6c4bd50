package io.selfieregistration.intake;

import java.time.Instant;

import io.selfieregistration.intake.IdempotentAnswers.Idempotency;
import io.selfieregistration.request.RequestId;

/** Where answers to calls that may be repeated are kept. */
public interface IdempotencyStore {

	/**
	 * Waits for a transaction that has claimed the same key.
	 * @return whether nobody had it before
	 */
	boolean claim(String applicationId, Idempotency idempotency, Instant at);

	void keep(String applicationId, String key, RequestId id, byte[] answer);

	KeptAnswer find(String applicationId, String key);

	void forget(Instant before);

	/**
	 * What was answered once.
	 *
	 * @param answer sealed
	 */
	record KeptAnswer(byte[] requestHash, byte[] answer) {
	}

}
