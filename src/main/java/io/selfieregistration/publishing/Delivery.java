package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.request.RequestId;

/**
 * One result on its way to one receiver.
 *
 * @param id the same for every attempt, so that the receiver recognises a repetition
 * @param body the same bytes for every attempt
 * @param deliveredAt null until the receiver took it
 */
public record Delivery(String id, RequestId requestId, String applicationId, URI url, byte[] body,
		Instant deliveredAt) {

	public Optional<Instant> delivered() {
		return Optional.ofNullable(this.deliveredAt);
	}

	@Override
	public String toString() {
		return "Delivery[" + this.id + "]";
	}

}
