package io.selfieregistration.request;

/** The request was decided or has ended before, so it can no longer be changed. */
public class RequestDecided extends Exception {

	public RequestDecided() {
		super("The request was already decided");
	}

}
