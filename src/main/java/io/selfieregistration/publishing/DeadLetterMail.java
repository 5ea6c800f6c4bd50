package io.selfieregistration.publishing;

import java.net.URI;
import java.util.Optional;

/** Sends notices of dead letters by e-mail. */
public interface DeadLetterMail {

	/**
	 * Says why no notice could ever reach this address, as far as that is known now.
	 * @param address a {@code mailto:} address
	 */
	Optional<String> problem(URI address);

	/**
	 * Makes one attempt. A failure of the mail server is an answer, not an exception.
	 * @param address a {@code mailto:} address
	 * @param event event that a webhook would carry: JSON
	 */
	WebhookAnswer send(URI address, String id, byte[] event);

}
