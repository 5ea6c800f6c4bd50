package io.selfieregistration.publishing;

import java.time.Duration;

/**
 * The result of a delivery attempt.
 *
 * @param status HTTP or SMTP status, or null if there was no answer
 * @param failure why there was no answer, or what was wrong with its body; null if
 * nothing was
 * @param retryAfter value of {@code Retry-After}, or null
 */
public record WebhookAnswer(Integer status, String failure, Duration latency, Duration retryAfter) {

	private static final int GONE = 410;

	/** Creates the answer for a message that was not sent. */
	static WebhookAnswer notSent(String why) {
		return new WebhookAnswer(null, why, Duration.ZERO, null);
	}

	/**
	 * Whether the receiver accepted the message. Only 2xx counts: redirects are not
	 * followed.
	 */
	public boolean taken() {
		return this.status != null && this.status >= 200 && this.status < 300;
	}

	/** Whether the receiver answered 410 Gone. */
	boolean gone() {
		return this.status != null && this.status == GONE;
	}

}
