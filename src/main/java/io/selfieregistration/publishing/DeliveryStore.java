package io.selfieregistration.publishing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.publishing.Delivery.State;

/** Where deliveries and their attempts are kept. */
public interface DeliveryStore {

	/**
	 * @return whether it is new; there is one delivery for each thing that is told
	 */
	boolean add(Delivery delivery);

	Optional<Delivery> find(String id);

	/**
	 * Finds a delivery and keeps all others from changing it until the transaction ends.
	 */
	Optional<Delivery> lock(String id);

	/** Deliveries that match, newest first. */
	List<Delivery> list(DeliveryQuery query);

	/** The attempts of a delivery, oldest first. */
	List<DeliveryAttempt> attempts(String id);

	/**
	 * Adds what an attempt came to. A delivery that a receiver has taken stays delivered,
	 * also if an attempt that began before comes to less.
	 * @param state of the delivery by that
	 * @param nextAttemptAt when the next one is due, or null if none follows
	 */
	void addAttempt(String id, Instant at, WebhookAnswer answer, State state, Instant nextAttemptAt);

	/** Notes that a delivery waits for its turn. */
	void postpone(String id, Instant nextAttemptAt);

	/** Begins the tries of a delivery anew. */
	void restart(String id);

}
