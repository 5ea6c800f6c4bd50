package io.selfieregistration.encryption;

import java.time.Instant;
import java.util.List;

/** Stores a seal of each key that sealed data in the database. */
public interface KeyCanaries {

	List<Canary> findAll();

	/** Adds a seal unless there is one of this key. */
	void add(Canary canary, Instant at);

	/**
	 * A seal of a key.
	 *
	 * @param keyId as {@link Sealer#keyIds} has it
	 */
	record Canary(String keyId, byte[] sealed) {

		@Override
		public String toString() {
			return "Canary[" + this.keyId + "]";
		}

	}

}
