package io.selfieregistration.request;

import java.util.Locale;

/** How a request ended; everything but {@link #REGISTERED} is the reason in a result. */
public enum Outcome {

	REGISTERED, SKIPPED, EXPIRED, ATTEMPTS_EXHAUSTED, UNDELIVERABLE, CANCELLED, CONSENT_REFUSED;

	/** Whether the next phase of the request may follow. */
	public boolean goesOn() {
		return this == REGISTERED || this == SKIPPED;
	}

	/** The word in the API, in the database and in the process. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	public static Outcome of(String code) {
		return valueOf(code.toUpperCase(Locale.ROOT));
	}

}
