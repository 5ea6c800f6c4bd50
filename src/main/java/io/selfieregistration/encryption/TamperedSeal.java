package io.selfieregistration.encryption;

/** Sealed data was changed, moved to where it does not belong, or its key is missing. */
public class TamperedSeal extends RuntimeException {

	TamperedSeal(Throwable cause) {
		super("Sealed data cannot be opened: it was changed, belongs elsewhere, or its key is missing", cause);
	}

}
