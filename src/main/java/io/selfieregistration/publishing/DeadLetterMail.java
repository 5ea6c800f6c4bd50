package io.selfieregistration.publishing;

import java.net.URI;

/** Sends notices of dead letters by e-mail. */
public interface DeadLetterMail {

	/**
	 * Makes one attempt. A failure of the mail server is an answer, not an exception.
	 * @param address a {@code mailto:} address
	 * @param event event that a webhook would carry: JSON
	 */
	WebhookAnswer send(URI address, String id, byte[] event);

}
