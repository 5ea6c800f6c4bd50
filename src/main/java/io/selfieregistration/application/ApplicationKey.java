package io.selfieregistration.application;

import java.time.Instant;
import java.util.UUID;

/**
 * A secret of an application, without the secret.
 *
 * @param hint its first characters, by which people tell secrets apart
 * @param expiresAt when it is no longer valid because another one took its place; null
 * while it is the current one
 * @param lastUsedAt null if it was never used; exact to a minute
 */
public record ApplicationKey(UUID id, Purpose purpose, String hint, Instant createdAt, Instant expiresAt,
		Instant lastUsedAt) {

	/** What a secret is for. */
	public enum Purpose {

		/** The application authenticates with it; only its hash is kept. */
		API("api_secret"),

		/** Signs the messages to the application. */
		WEBHOOK("webhook_secret"),

		/** Encrypts results for the application. */
		ENCRYPTION("encryption_key");

		private final String code;

		Purpose(String code) {
			this.code = code;
		}

		/** The word in the API and in the database. */
		public String code() {
			return this.code;
		}

	}

}
