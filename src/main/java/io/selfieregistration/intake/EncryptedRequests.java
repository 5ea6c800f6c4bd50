package io.selfieregistration.intake;

import io.selfieregistration.application.Application;
import io.selfieregistration.web.ProblemStatus;

/** Opens requests that an integrator has encrypted with the key of its application. */
public interface EncryptedRequests {

	/** The content type of an encrypted body. */
	String CONTENT_TYPE = "application/jose";

	/** Whether a text has the form of a JWE in compact serialization. */
	boolean isEncrypted(String text);

	/**
	 * Opens a JWE: {@code dir} with {@code A256GCM} and an encryption key of the
	 * application, be it the newest or an earlier one that is still valid.
	 * @return the JSON in it, as UTF-8
	 * @throws NotDecrypted if it is no such JWE, or none of the keys opens it
	 */
	byte[] open(Application application, String compact);

	/** The body cannot be decrypted. */
	@ProblemStatus(status = 400, code = "invalid_request")
	final class NotDecrypted extends RuntimeException {

		public NotDecrypted() {
			super("The body must be a JWE in compact form, with 'alg' dir, 'enc' A256GCM, and the encryption key of the"
					+ " application");
		}

	}

	/** The application takes encrypted requests only. */
	@ProblemStatus(status = 403, code = "encryption_required")
	final class EncryptionRequired extends RuntimeException {

		public EncryptionRequired() {
			super("The application takes encrypted requests only: send a JWE as " + CONTENT_TYPE);
		}

	}

}
