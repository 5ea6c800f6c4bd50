package io.selfieregistration.invitation;

import java.time.Duration;
import java.time.Instant;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.workflow.ModuleSettings;

/**
 * The time window in which a selfie can be taken for a module run: the link is opened
 * before {@code openBefore}, and opening starts a session of its own length.
 *
 * @param qualityPolicy policy of the model, which overrides that of the application, or
 * null
 * @param openedAt null until the link was opened
 * @param sessionEndsAt null until the link was opened
 * @param dispatchedAt when the link reached the person's mailbox or the integrator, or
 * null
 * @param remindedAt when the person was reminded, or null
 */
public record CaptureWindow(ModuleRun.Id run, Instant openBefore, Duration session, int maximumAttempts,
		QualityPolicy qualityPolicy, Instant openedAt, Instant sessionEndsAt, Instant dispatchedAt,
		Instant remindedAt) {

	/**
	 * How often a session can be extended by its length: as WCAG 2.2, 2.2.1 <i>Timing
	 * Adjustable</i> asks for.
	 */
	private static final int EXTENSIONS = 10;

	/** Creates a window that has not been opened. */
	static CaptureWindow fresh(ModuleRun.Id run, ApplicationSettings application, ModuleSettings model, Instant now) {
		return new CaptureWindow(run, now.plus(model.linkExpiry().orElse(application.linkExpiry())),
				application.sessionLength(), model.maximumAttempts().orElse(application.maximumAttempts()),
				model.qualityPolicy().orElse(null), null, null, null, null);
	}

	public boolean opened() {
		return this.openedAt != null;
	}

	boolean dispatched() {
		return this.dispatchedAt != null;
	}

	/** Whether the session can be extended by its length, and still ends in time. */
	boolean extensible() {
		return opened()
				&& !this.sessionEndsAt.plus(this.session).isAfter(this.openedAt.plus(longestSession(this.session)));
	}

	/** Returns how long a session of this length lasts if it is extended every time. */
	public static Duration longestSession(Duration session) {
		return session.multipliedBy(1 + EXTENSIONS);
	}

	/** Returns when the window ends. */
	public Instant expiry() {
		return opened() ? this.sessionEndsAt : this.openBefore;
	}

	public boolean expired(Instant now) {
		return !now.isBefore(expiry());
	}

	/**
	 * Returns the window with its session started.
	 * @throws IllegalStateException if it was already opened, or has expired
	 */
	CaptureWindow open(Instant now) {
		require(!opened() && !expired(now), "opened");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy, now,
				now.plus(this.session), this.dispatchedAt, this.remindedAt);
	}

	/**
	 * Returns the window with its session extended by its length.
	 * @throws IllegalStateException if it is not open, or was extended too often
	 */
	CaptureWindow extend() {
		require(extensible(), "extended");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy,
				this.openedAt, this.sessionEndsAt.plus(this.session), this.dispatchedAt, this.remindedAt);
	}

	/**
	 * Returns the window with its link dispatched to the person or the integrator.
	 * @throws IllegalStateException if it was already dispatched
	 */
	CaptureWindow dispatch(Instant now) {
		require(!dispatched(), "dispatched");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy,
				this.openedAt, this.sessionEndsAt, now, this.remindedAt);
	}

	/**
	 * Returns the window with the reminder sent.
	 * @throws IllegalStateException if the reminder was already sent
	 */
	CaptureWindow remind(Instant now) {
		require(this.remindedAt == null, "reminded");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.qualityPolicy,
				this.openedAt, this.sessionEndsAt, this.dispatchedAt, now);
	}

	/**
	 * Returns the window of a new link: its time starts again, and the settings of the
	 * model stay.
	 * @param sent whether the link is still to be sent
	 */
	CaptureWindow renew(ApplicationSettings application, boolean sent, Instant now) {
		return new CaptureWindow(this.run, now.plus(application.linkExpiry()), application.sessionLength(),
				this.maximumAttempts, this.qualityPolicy, null, null, sent ? null : this.dispatchedAt, null);
	}

	private void require(boolean allowed, String what) {
		if (!allowed) {
			throw new IllegalStateException("The capture window of " + this.run + " cannot be " + what + " now");
		}
	}

}
