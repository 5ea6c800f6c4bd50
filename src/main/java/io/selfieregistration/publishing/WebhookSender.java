package io.selfieregistration.publishing;

import java.net.URI;

/** Brings a body to a receiver. */
public interface WebhookSender {

	/**
	 * Makes one attempt. Every failure of the network or of the receiver is an answer,
	 * not an exception.
	 * @param id identity of the message, constant over all attempts
	 * @param secret with the prefix {@code whsec_}
	 */
	WebhookAnswer send(URI url, String id, byte[] body, String secret);

}
