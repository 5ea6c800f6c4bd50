package io.selfieregistration.cockpit.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes out of a message what may be secret or personal. */
final class SafeText {

	private static final int LONGEST = 500;

	private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

	private static final Map<Pattern, String> REPLACEMENTS = new LinkedHashMap<>();

	static {
		replace("\\b([A-Za-z][A-Za-z0-9+.-]*://)(?:[^\\s/@'\"]*@)?([^\\s/?#'\"<>]+)[^\\s'\"<>]*", "$1$2");
		replace("(?i)\\b((?:bearer|basic)\\s+|[\\w-]*(?:password|passwd|secret|token|api[_-]?key|authorization)[\\w-]*"
				+ "['\"]?\\s*[:=]\\s*)(?:(?:bearer|basic)\\s+)?['\"]?[^\\s'\",;]+", "$1…");
		replace("[^\\s@<>'\"(),;:]+@[^\\s@<>'\"(),;:]+", "…@…");
		replace("\\+\\d[\\d ()/-]{5,}\\d|(?<![\\w-])\\d{9,}(?![\\w-])", "…");
		replace("(?<![\\w-])(?![\\w-]*" + UUID + ")(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])[\\w-]{20,}", "…");
	}

	private SafeText() {
	}

	private static void replace(String pattern, String by) {
		REPLACEMENTS.put(Pattern.compile(pattern), by);
	}

	/**
	 * Returns the first line of a message, at most 500 characters.
	 * @param message null or blank yields null
	 */
	static String of(String message) {
		if (message == null || message.isBlank()) {
			return null;
		}
		String text = message.strip().lines().findFirst().orElseThrow();
		for (Map.Entry<Pattern, String> replacement : REPLACEMENTS.entrySet()) {
			text = replacement.getKey().matcher(text).replaceAll(replacement.getValue());
		}
		return (text.length() > LONGEST) ? text.substring(0, LONGEST - 1) + "…" : text;
	}

}
