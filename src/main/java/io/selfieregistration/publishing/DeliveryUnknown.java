package io.selfieregistration.publishing;

/** There is no such delivery, or it is none of the caller's. */
public class DeliveryUnknown extends Exception {

	public DeliveryUnknown() {
		super("There is no such delivery");
	}

}
