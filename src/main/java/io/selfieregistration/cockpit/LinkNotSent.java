package io.selfieregistration.cockpit;

/** The link of a request is for the integrator to hand on, or was not sent yet. */
public class LinkNotSent extends Exception {

	LinkNotSent() {
		super("The service did not send the link of this request, so it cannot send it again");
	}

}
