package io.selfieregistration.request;

import io.selfieregistration.platform.Coded;

/**
 * The outcome of a module run, of a phase or of a request; all but the successes appear
 * as the reason in a result.
 */
public enum Outcome implements Coded {

	REGISTERED, VERIFIED, SKIPPED, NOT_REGISTERED, EXPIRED, ATTEMPTS_EXHAUSTED, NOT_MATCHED, UNDELIVERABLE, CANCELLED,
	CONSENT_REFUSED;

	/** Whether the person did what the module was called for. */
	public boolean success() {
		return this == REGISTERED || this == VERIFIED;
	}

	/** Whether the next phase of the request may follow. */
	public boolean goesOn() {
		return success() || this == SKIPPED;
	}

	/** Whether the person was on the page when it came to this. */
	public boolean ofSelfies() {
		return success() || this == ATTEMPTS_EXHAUSTED || this == NOT_MATCHED;
	}

	/** Returns the constant with a {@link #code()}. */
	public static Outcome of(String code) {
		return Coded.of(Outcome.class, code);
	}

}
