package io.selfieregistration.encryption;

/**
 * Sealed data does not verify: it was changed, belongs to another context, or its key is
 * missing.
 */
public class TamperedSeal extends RuntimeException {

	TamperedSeal(Throwable cause) {
		super("Sealed data cannot be opened: it was changed, belongs elsewhere, or its key is missing", cause);
	}

}
