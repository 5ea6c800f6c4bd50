package io.selfieregistration.capture;

/**
 * The person was not asked to agree yet, or agreed to a text that is not the current one.
 */
public class ConsentRequired extends Exception {

	public ConsentRequired() {
		super("The person has to agree to the current text before a picture is taken");
	}

}
