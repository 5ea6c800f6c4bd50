package io.selfieregistration.publishing;

/**
 * A receiver did not take a message in all its tries. Thrown so that the engine makes an
 * incident of it.
 */
public class DeliveryFailed extends RuntimeException {

	DeliveryFailed(String deliveryId, String problem) {
		super("The delivery " + deliveryId + " was not taken: " + problem);
	}

}
