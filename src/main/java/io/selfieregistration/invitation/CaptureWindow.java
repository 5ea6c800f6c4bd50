package io.selfieregistration.invitation;

import java.time.Duration;
import java.time.Instant;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.request.RequestId;

/**
 * The time in which a selfie can be taken for a request: a link is opened before
 * {@code openBefore}, and opening starts a session of its own length.
 *
 * @param qualityPolicy what a model sets in place of the application, or null
 * @param openedAt null until the link was opened
 * @param sessionEndsAt null until the link was opened
 * @param dispatchedAt when the link reached the person's mailbox or the integrator, or
 * null
 * @param remindedAt when the person was reminded, or null
 */
public record CaptureWindow(RequestId requestId, Instant openBefore, Duration session, int maximumAttempts,
		QualityPolicy qualityPolicy, Instant openedAt, Instant sessionEndsAt, Instant dispatchedAt,
		Instant remindedAt) {

	public boolean opened() {
		return this.openedAt != null;
	}

	/** When the waiting for a selfie ends. */
	public Instant expiry() {
		return opened() ? this.sessionEndsAt : this.openBefore;
	}

	public boolean expired(Instant now) {
		return !now.isBefore(expiry());
	}

}
