package io.selfieregistration.publishing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores signing keys. */
public interface SigningKeyStore {

	/** Locks the keys until the transaction ends. */
	void lock();

	Optional<StoredKey> current();

	/** Lists all keys, newest first. */
	List<StoredKey> list();

	/** Adds a key that replaces the current one for signing. */
	void add(StoredKey key);

	/**
	 * A stored key.
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
