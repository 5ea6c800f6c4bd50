package io.selfieregistration.publishing;

import java.time.Instant;
import java.util.List;

/** The keys that sign what integrators verify with the published key set. */
public interface SigningKeys {

	/** The JWK set of all public keys, newest first: JSON. */
	String publicKeySet();

	/** All keys, newest first, without their private parts. */
	List<KnownKey> list();

	/**
	 * Makes a new key. The earlier one signs nothing more and stays published, as what it
	 * signed is still verified.
	 */
	KnownKey rotate();

	/**
	 * A key.
	 *
	 * @param retiredAt null while it signs
	 */
	record KnownKey(String kid, Instant createdAt, Instant retiredAt) {
	}

}
