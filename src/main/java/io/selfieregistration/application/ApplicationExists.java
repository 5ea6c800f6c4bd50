package io.selfieregistration.application;

/** There is an application with this id. */
public class ApplicationExists extends Exception {

	public ApplicationExists() {
		super("There is an application with this id already");
	}

}
