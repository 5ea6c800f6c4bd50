package io.selfieregistration.application;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a person is reached. Every way but {@link #WEB} needs an {@code InvitationSender}
 * of its own, which the product does not bring.
 */
public enum VerificationWay {

	/** By a link to the capture page, as {@link NotificationType} says. */
	@JsonProperty("web")
	WEB,

	/** By a push message to an app of the integrator. */
	@JsonProperty("mobile_push")
	MOBILE_PUSH,

	/** By a call of an interactive voice response system. */
	@JsonProperty("ivr")
	IVR,

	/** By a desktop client of the integrator. */
	@JsonProperty("desktop")
	DESKTOP

}
