package io.selfieregistration.publishing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where signing keys are kept. */
public interface SigningKeyStore {

	/** Keeps all others from adding keys until the transaction ends. */
	void lock();

	Optional<StoredKey> current();

	/** All keys, newest first. */
	List<StoredKey> list();

	/** Adds a key that signs from now on, in place of the current one. */
	void add(StoredKey key);

	/**
	 * A key.
	 *
	 * @param publicKey JWK
	 * @param sealed the whole JWK
	 * @param retiredAt null while it signs
	 */
	record StoredKey(String kid, String publicKey, byte[] sealed, Instant createdAt, Instant retiredAt) {

		@Override
		public String toString() {
			return "StoredKey[" + this.kid + "]";
		}

	}

}
