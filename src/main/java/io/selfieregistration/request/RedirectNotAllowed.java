package io.selfieregistration.request;

/** A request wants the person sent to an address that its application does not list. */
public class RedirectNotAllowed extends Exception {

	public RedirectNotAllowed(String problem) {
		super(problem);
	}

}
