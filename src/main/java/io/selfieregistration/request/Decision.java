package io.selfieregistration.request;

import io.selfieregistration.platform.Coded;

/**
 * What ends the time in which a selfie can be submitted. Written once for a request,
 * under a lock: of two that come at the same time exactly one wins.
 */
public enum Decision implements Coded {

	/** A selfie was accepted. */
	ACCEPTED,

	/** The last allowed selfie was refused. */
	ATTEMPTS_EXHAUSTED,

	/** Nobody submitted an acceptable selfie in time. */
	EXPIRED,

	/** The integrator or an operator ended the request. */
	CANCELLED,

	/** The person does not want to be photographed. */
	CONSENT_REFUSED;

	/** Reads {@link #code()}. */
	public static Decision of(String code) {
		return Coded.of(Decision.class, code);
	}

}
