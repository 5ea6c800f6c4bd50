package io.selfieregistration.publishing;

import java.net.URI;

/** Brings a message to a receiver by HTTP. */
public interface WebhookSender {

	/**
	 * Makes one attempt. Every failure of the network or of the receiver is an answer,
	 * not an exception.
	 */
	WebhookAnswer send(URI url, OutgoingMessage message);

}
