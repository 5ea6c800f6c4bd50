package io.selfieregistration.encryption;

import java.util.List;

/**
 * Data in the database is sealed with keys that are not among the settings, so that the
 * service does not start.
 */
public class EncryptionKeyMissing extends RuntimeException {

	EncryptionKeyMissing(List<String> missing, List<String> given) {
		super("Data in this database is sealed with the encryption key " + String.join(", ", missing)
				+ ", and selfie.encryption.keys only has " + String.join(", ", given));
	}

}
