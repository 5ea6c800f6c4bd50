package io.selfieregistration.request;

import java.util.Locale;

/** What a workflow is run for. */
public enum Phase {

	/** Enrols a new user. */
	ONBOARDING,

	/** Serves a user, new or known. */
	VERIFICATION;

	/** The word in the API and in results. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Reads {@link #code()}. */
	public static Phase of(String code) {
		return valueOf(code.toUpperCase(Locale.ROOT));
	}

}
