package io.selfieregistration.request;

import io.selfieregistration.platform.Coded;

/** What a workflow is run for. */
public enum Phase implements Coded {

	/** Enrols a new user. */
	ONBOARDING,

	/** Serves a user, new or known. */
	VERIFICATION;

	/** Reads {@link #code()}. */
	public static Phase of(String code) {
		return Coded.of(Phase.class, code);
	}

}
