package io.selfieregistration.platform;

/** Checks texts from outside. */
public final class Texts {

	/** Completes a sentence that begins with the name of a field. */
	public static final String NOT_STORABLE = "must not hold control characters or broken characters";

	/** The embeddings and overrides of the Unicode bidirectional algorithm. */
	private static final int FIRST_OVERRIDE = 0x202A;

	private static final int LAST_OVERRIDE = 0x202E;

	private static final int FIRST_ISOLATE = 0x2066;

	private static final int LAST_ISOLATE = 0x2069;

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

	/**
	 * Whether people see all that is in a line of text: it holds no control characters,
	 * and nothing that changes its direction, with which a text shows another than it is.
	 */
	public static boolean isShownLine(String text) {
		return text.codePoints().noneMatch((point) -> isHidden(point) || isIsolate(point));
	}

	/**
	 * Whether people see all that is in paragraphs of text. These may hold isolates, as
	 * right-to-left languages need them around names in Latin letters.
	 */
	public static boolean isShownParagraphs(String text) {
		return text.codePoints().noneMatch((point) -> isHidden(point) && "\n\r\t".indexOf(point) < 0);
	}

	private static boolean isHidden(int point) {
		return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
				|| (point >= FIRST_OVERRIDE && point <= LAST_OVERRIDE);
	}

	private static boolean isIsolate(int point) {
		return point >= FIRST_ISOLATE && point <= LAST_ISOLATE;
	}

	/** Returns a text with what cannot be shown written as {@code U+0000}. */
	public static String visible(String text) {
		StringBuilder visible = new StringBuilder();
		text.codePoints().forEach((point) -> {
			if (isHidden(point) || isIsolate(point)) {
				visible.append(String.format("U+%04X", point));
			}
			else {
				visible.appendCodePoint(point);
			}
		});
		return visible.toString();
	}

}
