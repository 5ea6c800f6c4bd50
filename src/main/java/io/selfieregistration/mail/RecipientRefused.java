package io.selfieregistration.mail;

/** No attempt can ever reach the recipient. The message holds no address. */
public class RecipientRefused extends Exception {

	RecipientRefused(String problem) {
		super(problem);
	}

}
