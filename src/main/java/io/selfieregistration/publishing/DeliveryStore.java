package io.selfieregistration.publishing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.publishing.Delivery.State;

/** Stores deliveries and their attempts. */
public interface DeliveryStore {

	/**
	 * @return false if this message already has a delivery
	 */
	boolean add(Delivery delivery);

	Optional<Delivery> find(String id);

	/**
	 * Finds a delivery and locks it until the transaction ends.
	 */
	Optional<Delivery> lock(String id);

	/** Lists the deliveries that match, newest first. */
	List<Delivery> list(DeliveryQuery query);

	/** Lists the attempts of a delivery, oldest first. */
	List<DeliveryAttempt> attempts(String id);

	/**
	 * Records the result of an attempt. A delivered message stays delivered, even if an
	 * earlier attempt fails later.
	 * @param state of the delivery after the attempt
	 * @param nextAttemptAt when the next one is due, or null if none follows
	 */
	void addAttempt(String id, Instant at, WebhookAnswer answer, State state, Instant nextAttemptAt);

	/** Postpones a delivery without an attempt. */
	void postpone(String id, Instant nextAttemptAt);

	/** Restarts the retry schedule of a delivery. */
	void restart(String id);

}
