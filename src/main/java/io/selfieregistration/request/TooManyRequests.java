package io.selfieregistration.request;

import java.time.Duration;

/** An application has started as many requests in a minute as its settings allow. */
public class TooManyRequests extends Exception {

	/** Half of the time that is looked at. */
	private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

	public TooManyRequests(int limit) {
		super("The application may start " + limit + " requests in a minute");
	}

	public Duration retryAfter() {
		return RETRY_AFTER;
	}

}
