package io.selfieregistration.invitation;

import java.time.Duration;
import java.time.Instant;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.workflow.ModuleSettings;

/**
 * The time in which a selfie can be taken for a module run: the link is opened before
 * {@code openBefore}, and opening starts a session of its own length.
 *
 * @param qualityPolicy what a model sets in place of the application, or null
 * @param openedAt null until the link was opened
 * @param sessionEndsAt null until the link was opened
 * @param extendedAt when the session was extended, which it is once at most, or null
 * @param dispatchedAt when the link reached the person's mailbox or the integrator, or
 * null
 * @param remindedAt when the person was reminded, or null
 */
public record CaptureWindow(ModuleRun.Id run, Instant openBefore, Duration session, int maximumAttempts,
		QualityPolicy qualityPolicy, Instant openedAt, Instant sessionEndsAt, Instant extendedAt, Instant dispatchedAt,
		Instant remindedAt) {

	/** A window in which nothing has happened yet. */
	static CaptureWindow fresh(ModuleRun.Id run, ApplicationSettings application, ModuleSettings model, Instant now) {
		return new CaptureWindow(run, now.plus(model.linkExpiry().orElse(application.linkExpiry())),
				application.sessionLength(), model.maximumAttempts().orElse(application.maximumAttempts()),
				model.qualityPolicy().orElse(null), null, null, null, null, null);
	}

	public boolean opened() {
		return this.openedAt != null;
	}

	boolean dispatched() {
		return this.dispatchedAt != null;
	}

	boolean extended() {
		return this.extendedAt != null;
	}

	/** When the waiting for a selfie ends. */
	public Instant expiry() {
		return opened() ? this.sessionEndsAt : this.openBefore;
	}

	public boolean expired(Instant now) {
		return !now.isBefore(expiry());
	}

	/**
	 * The window after its link was opened.
	 * @throws IllegalStateException if it was opened before, or has expired
	 */
	CaptureWindow open(Instant now) {
		require(!opened() && !expired(now), "opened");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy, now,
				now.plus(this.session), null, this.dispatchedAt, this.remindedAt);
	}

	/**
	 * The window with the length of the session added to what is left.
	 * @throws IllegalStateException if it is not open, or was extended before
	 */
	CaptureWindow extend(Instant now) {
		require(opened() && !extended(), "extended");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy,
				this.openedAt, this.sessionEndsAt.plus(this.session), now, this.dispatchedAt, this.remindedAt);
	}

	/**
	 * The window after its link reached the person's mailbox or the integrator.
	 * @throws IllegalStateException if one did before
	 */
	CaptureWindow dispatch(Instant now) {
		require(!dispatched(), "dispatched");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy,
				this.openedAt, this.sessionEndsAt, this.extendedAt, now, this.remindedAt);
	}

	/**
	 * The window after the person was reminded.
	 * @throws IllegalStateException if that happened before
	 */
	CaptureWindow remind(Instant now) {
		require(this.remindedAt == null, "reminded");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy,
				this.openedAt, this.sessionEndsAt, this.extendedAt, this.dispatchedAt, now);
	}

	/**
	 * The window of a new link: its time starts anew, and what the model set stays.
	 * @param sent whether the link is still to be sent
	 */
	CaptureWindow renew(ApplicationSettings application, boolean sent, Instant now) {
		return new CaptureWindow(this.run, now.plus(application.linkExpiry()), application.sessionLength(),
				this.maximumAttempts, this.qualityPolicy, null, null, null, sent ? null : this.dispatchedAt, null);
	}

	private void require(boolean allowed, String what) {
		if (!allowed) {
			throw new IllegalStateException("The capture window of " + this.run + " cannot be " + what + " now");
		}
	}

}
