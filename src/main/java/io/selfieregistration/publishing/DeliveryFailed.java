package io.selfieregistration.publishing;

/**
 * Raises an incident in the engine: a receiver did not accept a message in any attempt.
 */
public class DeliveryFailed extends RuntimeException {

	DeliveryFailed(String deliveryId, String problem) {
		super("The delivery " + deliveryId + " failed: " + problem);
	}

}
