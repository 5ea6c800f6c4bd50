package io.selfieregistration.publishing;

import java.util.List;

/**
 * A message as sent in one attempt.
 *
 * @param id constant over all attempts
 * @param secrets each signs the message, newest first; with the prefix {@code whsec_}
 * @param bearerToken bearer token that the receiver expects, or null
 */
public record OutgoingMessage(String id, String contentType, byte[] body, List<String> secrets, String bearerToken) {

	@Override
	public String toString() {
		return "OutgoingMessage[" + this.id + "]";
	}

}
