package io.selfieregistration.platform;

import java.util.Map;

import org.slf4j.MDC;

/** The log context (MDC) of the current thread. */
public final class Mdc {

	private Mdc() {
	}

	/**
	 * Puts the log context back to what it was before a unit of work.
	 * @param before from {@link MDC#getCopyOfContextMap()}; null means empty
	 */
	public static void restore(Map<String, String> before) {
		if (before != null) {
			MDC.setContextMap(before);
		}
		else {
			MDC.clear();
		}
	}

}
