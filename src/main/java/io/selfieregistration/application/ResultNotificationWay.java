package io.selfieregistration.application;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the integrator learns a result, in the words of OpenID CIBA. It can be polled in
 * any case.
 */
public enum ResultNotificationWay {

	/** The integrator asks. */
	@JsonProperty("poll")
	POLL,

	/** A message says that there is a result, and the integrator asks for it. */
	@JsonProperty("ping")
	PING,

	/** The result itself is sent. */
	@JsonProperty("push")
	PUSH,

	/** The person comes back to a page of the integrator, which asks for the result. */
	@JsonProperty("redirect")
	REDIRECT;

	/** Whether messages go to {@code notification_url}. */
	public boolean calls() {
		return this == PING || this == PUSH;
	}

}
