package io.selfieregistration.publishing;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.request.RequestId;

/** Where deliveries and their attempts are kept. */
public interface DeliveryStore {

	Optional<Delivery> find(RequestId id);

	void add(Delivery delivery, Instant at);

	/** Adds what an attempt came to; one that the receiver took ends the delivery. */
	void addAttempt(Delivery delivery, Instant at, WebhookAnswer answer);

}
