package io.selfieregistration.invitation;

import java.time.Duration;
import java.time.Instant;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.workflow.ModuleSettings;
import io.selfieregistration.workflow.ModuleSettings.Judgement;

/**
 * The time window in which a selfie can be taken for a module run: the link is opened
 * before {@code openBefore}, and opening starts a session of its own length. When the
 * session is over, so is the link; but as long as the person may ask for a new link, the
 * run waits for it until {@code openBefore}.
 *
 * @param judgement what the model says of it, which overrides the application
 * @param openedAt null until the link was opened
 * @param sessionEndsAt null until the link was opened
 * @param dispatchedAt when the link reached the person's mailbox or the integrator, or
 * null
 * @param remindedAt when the person was reminded, or null
 * @param newLinks how many new links the person may still ask for; 0 where the integrator
 * passes the link on
 */
public record CaptureWindow(ModuleRun.Id run, Instant openBefore, Duration session, int maximumAttempts,
		Judgement judgement, Instant openedAt, Instant sessionEndsAt, Instant dispatchedAt, Instant remindedAt,
		int newLinks) {

	/**
	 * How often a session can be extended by its length: as WCAG 2.2, 2.2.1 <i>Timing
	 * Adjustable</i> asks for.
	 */
	private static final int EXTENSIONS = 10;

	/**
	 * How many new links a person may ask for, so that an old link is of no use for
	 * flooding a mailbox.
	 */
	private static final int NEW_LINKS = 3;

	/** A message that was sent so shortly ago is still on its way. */
	private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

	/** Creates a window that has not been opened. */
	static CaptureWindow fresh(ModuleRun.Id run, ApplicationSettings application, ModuleSettings model, Instant now) {
		return new CaptureWindow(run, now.plus(model.linkExpiry().orElse(application.linkExpiry())),
				application.sessionLength(), model.maximumAttempts().orElse(application.maximumAttempts()),
				model.judgement(), null, null, null, null, newLinks(application));
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

	/** Returns when the link of the window ends. */
	Instant linkExpiry() {
		return opened() ? this.sessionEndsAt : this.openBefore;
	}

	/** Whether the link of the window has ended. */
	public boolean expired(Instant now) {
		return !now.isBefore(linkExpiry());
	}

	/** Returns when the run stops waiting for the person. */
	public Instant expiry() {
		return (this.newLinks > 0 && linkExpiry().isBefore(this.openBefore)) ? this.openBefore : linkExpiry();
	}

	/** Whether the person may ask for a new link, to be opened in the same time. */
	boolean offersNewLink(Instant now) {
		return this.newLinks > 0 && now.isBefore(this.openBefore);
	}

	/** Whether a link that was not opened yet was just sent, or is about to be. */
	boolean linkOnItsWay(Instant now) {
		return !dispatched() || (!opened() && now.isBefore(this.dispatchedAt.plus(ON_ITS_WAY)));
	}

	/** Whether the person asked for the link that is to be sent. */
	boolean resent() {
		return !dispatched() && !opened() && this.newLinks < NEW_LINKS;
	}

	/**
	 * Returns the window with its session started.
	 * @throws IllegalStateException if it was already opened, or has expired
	 */
	CaptureWindow open(Instant now) {
		require(!opened() && !expired(now), "opened");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.judgement, now,
				now.plus(this.session), this.dispatchedAt, this.remindedAt, this.newLinks);
	}

	/**
	 * Returns the window with its session extended by its length.
	 * @throws IllegalStateException if it is not open, or was extended too often
	 */
	CaptureWindow extend() {
		require(extensible(), "extended");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.judgement,
				this.openedAt, this.sessionEndsAt.plus(this.session), this.dispatchedAt, this.remindedAt,
				this.newLinks);
	}

	/**
	 * Returns the window with its link dispatched to the person or the integrator.
	 * @throws IllegalStateException if it was already dispatched
	 */
	CaptureWindow dispatch(Instant now) {
		require(!dispatched(), "dispatched");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.judgement,
				this.openedAt, this.sessionEndsAt, now, this.remindedAt, this.newLinks);
	}

	/**
	 * Returns the window with the reminder sent.
	 * @throws IllegalStateException if the reminder was already sent
	 */
	CaptureWindow remind(Instant now) {
		require(this.remindedAt == null, "reminded");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.judgement,
				this.openedAt, this.sessionEndsAt, this.dispatchedAt, now, this.newLinks);
	}

	/**
	 * Returns the window of a new link: its time starts again, and the settings of the
	 * model stay.
	 * @param sent whether the link is still to be sent
	 */
	CaptureWindow renew(ApplicationSettings application, boolean sent, Instant now) {
		return new CaptureWindow(this.run, now.plus(application.linkExpiry()), application.sessionLength(),
				this.maximumAttempts, this.judgement, null, null, sent ? null : this.dispatchedAt, null,
				newLinks(application));
	}

	/**
	 * Returns the window of a new link that the person asked for: it has to be opened in
	 * the same time, and is still to be sent.
	 * @throws IllegalStateException if the person may not ask for one
	 */
	CaptureWindow resend(Instant now) {
		require(offersNewLink(now), "sent again");
		return new CaptureWindow(this.run, this.openBefore, this.session, this.maximumAttempts, this.judgement, null,
				null, null, this.remindedAt, this.newLinks - 1);
	}

	private static int newLinks(ApplicationSettings application) {
		return application.linkIsSent() ? NEW_LINKS : 0;
	}

	private void require(boolean allowed, String what) {
		if (!allowed) {
			throw new IllegalStateException("The capture window of " + this.run + " cannot be " + what + " now");
		}
	}

}
