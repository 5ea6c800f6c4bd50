package io.selfieregistration.request;

import java.util.Map;

import org.slf4j.MDC;

import io.selfieregistration.platform.Mdc;

/**
 * Log context (MDC): adds {@code request_id} and {@code application_id} to every log
 * line. They are our own ids, never personal data. Entries apply to the current thread
 * until the unit of work ends.
 */
public final class LogContext {

	private static final String REQUEST_ID = "request_id";

	private static final String APPLICATION_ID = "application_id";

	private LogContext() {
	}

	public static void about(RequestId id) {
		MDC.put(REQUEST_ID, id.toString());
	}

	public static void about(RequestId id, String applicationId) {
		about(id);
		MDC.put(APPLICATION_ID, applicationId);
	}

	/**
	 * Runs a unit of work and clears its entries afterwards.
	 */
	public static <T, E extends Exception> T within(Work<T, E> work) throws E {
		Map<String, String> before = MDC.getCopyOfContextMap();
		try {
			return work.run();
		}
		finally {
			Mdc.restore(before);
		}
	}

	/** A unit of work. */
	@FunctionalInterface
	public interface Work<T, E extends Exception> {

		T run() throws E;

	}

}
