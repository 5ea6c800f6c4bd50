package io.selfieregistration.mail;

/** A later attempt may succeed. The message holds no address. */
public class MailNotSent extends RuntimeException {

	MailNotSent(String problem) {
		super(problem);
	}

}
