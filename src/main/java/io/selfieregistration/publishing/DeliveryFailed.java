package io.selfieregistration.publishing;

/** The receiver did not take a result; it is tried again on the schedule of the model. */
public class DeliveryFailed extends RuntimeException {

	DeliveryFailed(String deliveryId, String problem) {
		super("The delivery " + deliveryId + " was not taken: " + problem);
	}

}
