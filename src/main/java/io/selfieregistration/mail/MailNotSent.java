package io.selfieregistration.mail;

import io.selfieregistration.platform.IncidentCause;

/** A later attempt may succeed. The message holds no address. */
@IncidentCause("mail_server")
public class MailNotSent extends RuntimeException {

	MailNotSent(String problem) {
		super(problem);
	}

}
