package io.selfieregistration.request;

/** The application reaches people in a way for which the request names no address. */
public class ContactMissing extends Exception {

	private final String field;

	public ContactMissing(String field) {
		super("The application sends capture links, so '" + field + "' is needed");
		this.field = field;
	}

	/** Name of the missing field in the API. */
	public String field() {
		return this.field;
	}

}
