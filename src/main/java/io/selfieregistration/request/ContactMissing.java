package io.selfieregistration.request;

/** The application reaches people by e-mail, and the request names no address. */
public class ContactMissing extends Exception {

	public ContactMissing() {
		super("The application sends capture links by e-mail, so 'email' is needed");
	}

}
