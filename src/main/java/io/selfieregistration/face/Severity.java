package io.selfieregistration.face;

import io.selfieregistration.platform.Coded;

/** What a finding means for the person. */
public enum Severity implements Coded {

	/** The selfie cannot be used; a new one is needed. */
	REFUSE,

	/** The selfie is used; the next one could be better. */
	HINT

}
