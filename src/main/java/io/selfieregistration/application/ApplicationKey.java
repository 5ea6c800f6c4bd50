package io.selfieregistration.application;

import java.time.Instant;
import java.util.UUID;

import io.selfieregistration.platform.Coded;

/**
 * A secret of an application, without the secret.
 *
 * @param hint what tells secrets apart, see {@link Purpose#hint}
 * @param exposed whether an earlier version kept more of it in the clear than the hint
 * @param expiresAt when it ceases to be valid after a rotation; null while it is the
 * current one
 * @param lastUsedAt null if it was never used; exact to a minute
 */
public record ApplicationKey(UUID id, Purpose purpose, String hint, boolean exposed, Instant createdAt,
		Instant expiresAt, Instant lastUsedAt) {

	/** Purpose of a secret. */
	public enum Purpose implements Coded {

		/** The application authenticates with it; only its hash is kept. */
		API("api_secret", "sk_"),

		/** Signs the messages to the application. */
		WEBHOOK("webhook_secret", "whsec_"),

		/** Encrypts results for the application. */
		ENCRYPTION("encryption_key", "");

		private static final int HINT_LENGTH = 4;

		private final String code;

		private final String prefix;

		Purpose(String code, String prefix) {
			this.code = code;
			this.prefix = prefix;
		}

		@Override
		public String code() {
			return this.code;
		}

		/** What every secret of this purpose begins with. */
		public String prefix() {
			return this.prefix;
		}

		/**
		 * Returns the prefix and the next four characters of a secret, which leave more
		 * than 128 bits of it unknown.
		 */
		public String hint(String secret) {
			int start = secret.startsWith(this.prefix) ? this.prefix.length() : 0;
			return secret.substring(0, Math.min(secret.length(), start + HINT_LENGTH));
		}

	}

}
