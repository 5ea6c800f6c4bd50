package io.selfieregistration.application;

/** Somebody changed the application since the caller read it. */
public class ApplicationChanged extends Exception {

	public ApplicationChanged() {
		super("The application was changed since it was read; read it again");
	}

}
