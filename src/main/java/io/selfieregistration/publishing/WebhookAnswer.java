package io.selfieregistration.publishing;

import java.time.Duration;

/**
 * What an attempt to deliver came to.
 *
 * @param status HTTP status, or null if there was no answer
 * @param failure why there was no answer, or null
 */
public record WebhookAnswer(Integer status, String failure, Duration latency) {

	/** Only 2xx counts: a redirect could lead anywhere. */
	public boolean taken() {
		return this.status != null && this.status >= 200 && this.status < 300;
	}

	String problem() {
		return (this.status != null) ? "the receiver answered " + this.status : this.failure;
	}

}
