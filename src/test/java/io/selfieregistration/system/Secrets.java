package io.selfieregistration.system;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what the tests of this JVM use that is personal or secret. */
public final class Secrets {

	private static final Set<String> REMEMBERED = ConcurrentHashMap.newKeySet();

	private Secrets() {
	}

	/** Remembers a text, which must be distinctive enough to be looked for. */
	public static String remember(String text) {
		if (text.length() < 8) {
			throw new IllegalArgumentException("Too short to be looked for");
		}
		REMEMBERED.add(text);
		return text;
	}

	static Set<String> remembered() {
		return Set.copyOf(REMEMBERED);
	}

}
