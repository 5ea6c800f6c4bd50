package io.selfieregistration.publishing;

import java.time.Duration;

/**
 * What an attempt to deliver came to.
 *
 * @param status HTTP or SMTP status, or null if there was no answer
 * @param failure why there was no answer, or null
 * @param retryAfter how long the receiver wants to be left alone, or null
 */
public record WebhookAnswer(Integer status, String failure, Duration latency, Duration retryAfter) {

	private static final int GONE = 410;

	/** Nothing was sent. */
	static WebhookAnswer notSent(String why) {
		return new WebhookAnswer(null, why, Duration.ZERO, null);
	}

	/** Only 2xx counts: a redirect could lead anywhere. */
	public boolean taken() {
		return this.status != null && this.status >= 200 && this.status < 300;
	}

	/** Whether the receiver wants nothing more, ever. */
	boolean gone() {
		return this.status != null && this.status == GONE;
	}

}
