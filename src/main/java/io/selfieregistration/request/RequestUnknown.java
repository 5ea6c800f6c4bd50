package io.selfieregistration.request;

/** There is no such request, or it is none of the caller's. */
public class RequestUnknown extends Exception {

	public RequestUnknown() {
		super("There is no such request");
	}

}
