package io.selfieregistration.application;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.selfieregistration.platform.Coded;

/** Channel by which a capture link reaches the person. */
public enum NotificationType implements Coded {

	/** By e-mail, to the address that comes with the request. */
	@JsonProperty("email")
	EMAIL(Duration.ofHours(24)),

	/** By SMS, to the phone number that comes with the request. */
	@JsonProperty("sms")
	SMS(Duration.ofMinutes(10)),

	/** In the response to the request; the integrator passes it on. */
	@JsonProperty("link")
	LINK(Duration.ofMinutes(30)),

	/** In the response to the request, as a QR code that the integrator displays. */
	@JsonProperty("qr")
	QR(Duration.ofSeconds(120)),

	/**
	 * In the response to the request, for a page of the integrator that embeds the
	 * capture page.
	 */
	@JsonProperty("sdk")
	SDK(Duration.ofSeconds(120));

	private final Duration linkExpiry;

	NotificationType(Duration linkExpiry) {
		this.linkExpiry = linkExpiry;
	}

	/** Returns how long a link can be opened unless the application sets it. */
	public Duration linkExpiry() {
		return this.linkExpiry;
	}

	/**
	 * Whether the service sends the link; otherwise it is in the response to the request.
	 */
	public boolean sent() {
		return this == EMAIL || this == SMS;
	}

}
