package io.selfieregistration.platform;

/** Checks texts from outside. */
public final class Texts {

	/** Completes a sentence that begins with the name of a field. */
	public static final String NOT_STORABLE = "must not hold control characters or broken characters";

	private Texts() {
	}

	/**
	 * Whether a text can be stored: PostgreSQL takes neither U+0000 nor half a surrogate
	 * pair.
	 */
	public static boolean isStorable(String text) {
		return text.codePoints()
			.noneMatch((point) -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
	}

	/** Returns a text with what cannot be shown written as {@code U+0000}. */
	public static String visible(String text) {
		StringBuilder visible = new StringBuilder();
		text.codePoints().forEach((point) -> {
			if (Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE) {
				visible.append(String.format("U+%04X", point));
			}
			else {
				visible.appendCodePoint(point);
			}
		});
		return visible.toString();
	}

}
