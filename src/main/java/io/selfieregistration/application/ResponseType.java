package io.selfieregistration.application;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The form in which a result is delivered. */
public enum ResponseType {

	/** JSON. */
	@JsonProperty("plaintext")
	PLAINTEXT,

	/**
	 * JWE in compact form, {@code dir} with {@code A256GCM} and the key of the
	 * application.
	 */
	@JsonProperty("encrypted")
	ENCRYPTED,

	/** JWS in compact form, signed with a key of the published JWK set. */
	@JsonProperty("token")
	TOKEN

}
