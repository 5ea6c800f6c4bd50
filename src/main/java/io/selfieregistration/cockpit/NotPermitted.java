package io.selfieregistration.cockpit;

/** The user sees something, and may not do what was asked about it. */
public class NotPermitted extends Exception {

	NotPermitted(String problem) {
		super(problem);
	}

}
