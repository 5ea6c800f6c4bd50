package io.selfieregistration.publishing;

import io.selfieregistration.platform.IncidentCause;

/**
 * Raises an incident in the engine: a receiver did not accept a message in any attempt.
 */
@IncidentCause("receiver")
public class DeliveryFailed extends RuntimeException {

	DeliveryFailed(String deliveryId, String problem) {
		super("The delivery " + deliveryId + " failed: " + problem);
	}

}
