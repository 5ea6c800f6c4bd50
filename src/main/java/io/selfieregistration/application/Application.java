package io.selfieregistration.application;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What an integrator owns.
 *
 * @param workspace the tenant that everything of this application belongs to
 * @param name shown to the person
 * @param workflow key of the process that runs for a request
 * @param notification how the capture link reaches the person
 * @param linkExpiry how long a capture link can be opened
 * @param session how long a selfie can be taken after the link was opened
 * @param reminder how long before the link's expiry an unopened link is sent again; null
 * means never
 * @param maximumAttempts how many selfies a person may submit, 1 to 10
 * @param webhook where results are pushed; null means they are only polled
 */
public record Application(String id, String workspace, String name, String workflow, Notification notification,
		Duration linkExpiry, Duration session, Duration reminder, int maximumAttempts, Webhook webhook) {

	public Optional<Webhook> findWebhook() {
		return Optional.ofNullable(this.webhook);
	}

	/** How the capture link reaches the person. */
	public enum Notification {

		/** By e-mail, to the address that comes with the request. */
		EMAIL,

		/** In the answer to the request; the integrator hands it on. */
		LINK

	}

	/**
	 * Where results are pushed.
	 *
	 * @param secret shared secret of the signature, with the prefix {@code whsec_}
	 */
	public record Webhook(URI url, String secret) {

		@Override
		public String toString() {
			return "Webhook[url=" + this.url + "]";
		}

	}

}
