package io.selfieregistration.request;

import io.selfieregistration.platform.Coded;

/**
 * The outcome of a request; all but {@link #REGISTERED} appear as the reason in a result.
 */
public enum Outcome implements Coded {

	REGISTERED, SKIPPED, EXPIRED, ATTEMPTS_EXHAUSTED, UNDELIVERABLE, CANCELLED, CONSENT_REFUSED;

	/** Whether the next phase of the request may follow. */
	public boolean goesOn() {
		return this == REGISTERED || this == SKIPPED;
	}

	/** Returns the constant with a {@link #code()}. */
	public static Outcome of(String code) {
		return Coded.of(Outcome.class, code);
	}

}
