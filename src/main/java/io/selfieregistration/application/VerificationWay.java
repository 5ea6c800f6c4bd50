package io.selfieregistration.application;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.selfieregistration.platform.Coded;

/**
 * The channel by which a person is reached. Every channel but {@link #WEB} needs an
 * {@code InvitationSender} that the deployer provides.
 */
public enum VerificationWay implements Coded {

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
