package io.selfieregistration.application;

import java.time.Instant;
import java.util.UUID;

import io.selfieregistration.platform.Coded;

/**
 * A secret of an application, without the secret.
 *
 * @param hint its first characters, which tell secrets apart
 * @param expiresAt when it ceases to be valid after a rotation; null while it is the
 * current one
 * @param lastUsedAt null if it was never used; exact to a minute
 */
public record ApplicationKey(UUID id, Purpose purpose, String hint, Instant createdAt, Instant expiresAt,
		Instant lastUsedAt) {

	/** Purpose of a secret. */
	public enum Purpose implements Coded {

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

		@Override
		public String code() {
			return this.code;
		}

	}

}
