package io.selfieregistration.platform;

import java.text.Normalizer;

/**
 * What the integrator's name for a user may be. Names that look the same are the same:
 * they are brought to Unicode normalization form C where they come in.
 */
public final class UserId {

	public static final int LONGEST = 320;

	/** A line of text: no control characters, line breaks or half surrogate pairs. */
	public static final String FORM = "[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]*";

	/** Completes a sentence that begins with the name of the field. */
	public static final String MESSAGE = "must not hold line breaks, control characters or broken characters";

	private UserId() {
	}

	/**
	 * @param userId as the caller wrote it, or null
	 */
	public static String normalized(String userId) {
		return (userId != null) ? Normalizer.normalize(userId, Normalizer.Form.NFC) : null;
	}

}
