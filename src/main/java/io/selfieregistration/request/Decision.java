package io.selfieregistration.request;

import io.selfieregistration.platform.Coded;

/**
 * What ends the time in which a selfie can be submitted. Written once under a lock: of
 * two concurrent decisions exactly one wins.
 */
public enum Decision implements Coded {

	/** A selfie was accepted. */
	ACCEPTED,

	/** The last permitted selfie was rejected. */
	ATTEMPTS_EXHAUSTED,

	/**
	 * No selfie may be submitted any more, and at least one was compared with the
	 * registered one in vain.
	 */
	NOT_MATCHED,

	/** The user has nothing registered that a selfie could be compared with. */
	NOT_REGISTERED,

	/** No acceptable selfie was submitted in time. */
	EXPIRED,

	/** The integrator or an operator ended the request. */
	CANCELLED,

	/** The person refused consent. */
	CONSENT_REFUSED

}
