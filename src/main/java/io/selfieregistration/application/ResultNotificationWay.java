package io.selfieregistration.application;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Delivery mode of results to the integrator, after those of OpenID CIBA. Polling works
 * in every mode.
 */
public enum ResultNotificationWay {

	/** The integrator polls. */
	@JsonProperty("poll")
	POLL,

	/** A webhook announces the result, and the integrator fetches it. */
	@JsonProperty("ping")
	PING,

	/** A webhook carries the result. */
	@JsonProperty("push")
	PUSH,

	/** The person returns to a page of the integrator, which polls for the result. */
	@JsonProperty("redirect")
	REDIRECT;

	/** Whether messages go to {@code notification_url}. */
	public boolean calls() {
		return this == PING || this == PUSH;
	}

}
