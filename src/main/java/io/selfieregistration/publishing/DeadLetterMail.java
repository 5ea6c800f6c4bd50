package io.selfieregistration.publishing;

import java.net.URI;

/** Brings the news of a dead letter to a person by e-mail. */
public interface DeadLetterMail {

	/**
	 * Makes one attempt. Every failure of the mail server is an answer, not an exception.
	 * @param address a {@code mailto:} address
	 * @param event what the integrator's machine would receive: JSON
	 */
	WebhookAnswer send(URI address, String id, byte[] event);

}
