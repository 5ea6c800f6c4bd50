package io.selfieregistration.publishing;

import java.net.URI;

/** Sends webhooks. */
public interface WebhookSender {

	/**
	 * Makes one attempt. A failure of the network or of the receiver is an answer, not an
	 * exception.
	 */
	WebhookAnswer send(URI url, OutgoingMessage message);

}
