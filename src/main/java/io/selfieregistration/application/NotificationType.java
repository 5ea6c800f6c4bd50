package io.selfieregistration.application;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a capture link reaches the person. */
public enum NotificationType {

	/** By e-mail, to the address that comes with the request. */
	@JsonProperty("email")
	EMAIL(Duration.ofHours(24)),

	/** By SMS, to the phone number that comes with the request. */
	@JsonProperty("sms")
	SMS(Duration.ofMinutes(10)),

	/** In the answer to the request; the integrator hands it on. */
	@JsonProperty("link")
	LINK(Duration.ofSeconds(120)),

	/** In the answer to the request, as a QR code that the integrator shows. */
	@JsonProperty("qr")
	QR(Duration.ofSeconds(120)),

	/** In the answer to the request, for a page of the integrator that embeds it. */
	@JsonProperty("sdk")
	SDK(Duration.ofSeconds(120));

	private final Duration linkExpiry;

	NotificationType(Duration linkExpiry) {
		this.linkExpiry = linkExpiry;
	}

	/** How long a link can be opened if the application does not say. */
	public Duration linkExpiry() {
		return this.linkExpiry;
	}

	/**
	 * Whether we send the link ourselves; otherwise it comes in the answer to the
	 * request.
	 */
	public boolean sent() {
		return this == EMAIL || this == SMS;
	}

}
