package io.selfieregistration.request;

import java.util.Map;

import org.slf4j.MDC;

/**
 * Says in every line of the log which request it is about, as {@code request_id} and
 * {@code application_id}: ids of ours, and nothing of a person. What is said counts on
 * the current thread until the piece of work ends.
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
	 * Runs a piece of work; what it says that it is about is forgotten afterwards.
	 */
	public static <T, E extends Exception> T within(Work<T, E> work) throws E {
		Map<String, String> before = MDC.getCopyOfContextMap();
		try {
			return work.run();
		}
		finally {
			if (before != null) {
				MDC.setContextMap(before);
			}
			else {
				MDC.clear();
			}
		}
	}

	/** A piece of work. */
	@FunctionalInterface
	public interface Work<T, E extends Exception> {

		T run() throws E;

	}

}
