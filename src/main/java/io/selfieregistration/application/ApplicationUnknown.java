package io.selfieregistration.application;

/** There is no such application, or it is none of the caller's. */
public class ApplicationUnknown extends Exception {

	public ApplicationUnknown() {
		super("There is no such application");
	}

}
