package io.selfieregistration.request;

import io.selfieregistration.platform.Coded;

/** How a request ended; everything but {@link #REGISTERED} is the reason in a result. */
public enum Outcome implements Coded {

	REGISTERED, SKIPPED, EXPIRED, ATTEMPTS_EXHAUSTED, UNDELIVERABLE, CANCELLED, CONSENT_REFUSED;

	/** Whether the next phase of the request may follow. */
	public boolean goesOn() {
		return this == REGISTERED || this == SKIPPED;
	}

	/** Reads {@link #code()}. */
	public static Outcome of(String code) {
		return Coded.of(Outcome.class, code);
	}

}
