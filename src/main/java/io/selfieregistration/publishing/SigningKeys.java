package io.selfieregistration.publishing;

import java.time.Instant;
import java.util.List;

/** The keys of our signatures, which integrators verify with the published JWK set. */
public interface SigningKeys {

	/** Returns the JWK set of all public keys, newest first, as JSON. */
	String publicKeySet();

	/** Lists all keys, newest first, without their private parts. */
	List<KnownKey> list();

	/**
	 * Rotates the signing key. The earlier one stops signing but stays published, so that
	 * its signatures can still be verified.
	 */
	KnownKey rotate();

	/**
	 * Metadata of a key.
	 *
	 * @param retiredAt null while it signs
	 */
	record KnownKey(String kid, Instant createdAt, Instant retiredAt) {
	}

}
