package io.selfieregistration.request;

import io.selfieregistration.platform.Coded;

/** The purpose of a workflow within a request. */
public enum Phase implements Coded {

	/** Enrols a new user. */
	ONBOARDING,

	/** Verifies a user, new or known. */
	VERIFICATION;

	/** Returns the constant with a {@link #code()}. */
	public static Phase of(String code) {
		return Coded.of(Phase.class, code);
	}

}
