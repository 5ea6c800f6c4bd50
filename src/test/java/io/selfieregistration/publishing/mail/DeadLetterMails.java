package io.selfieregistration.publishing.mail;

import io.selfieregistration.mail.MailServer;
import io.selfieregistration.publishing.DeadLetterMail;

/** Notices of dead letters outside of an application context. */
public final class DeadLetterMails {

	private DeadLetterMails() {
	}

	public static DeadLetterMail by(MailServer server) {
		return new SmtpDeadLetterMail(server);
	}

}
