package io.selfieregistration.encryption;

import io.selfieregistration.platform.IncidentCause;

/**
 * Sealed data does not verify: it was changed, belongs to another context, or its key is
 * missing.
 */
@IncidentCause("broken_seal")
public class TamperedSeal extends RuntimeException {

	/**
	 * @param problem a sentence without secret or personal data
	 */
	public TamperedSeal(String problem) {
		super(problem);
	}

	TamperedSeal(String problem, Throwable cause) {
		super(problem, cause);
	}

}
