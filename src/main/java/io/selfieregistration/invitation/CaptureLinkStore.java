package io.selfieregistration.invitation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.selfieregistration.request.RequestId;

/** Where capture windows and the hashes of their links are kept. */
public interface CaptureLinkStore {

	Optional<CaptureWindow> find(RequestId id);

	/** Writes a window, in place of the one that the request had. */
	void save(CaptureWindow window);

	/** Removes a window, not its links. */
	void remove(RequestId id);

	/** Adds a link to a window; the earlier ones stay usable. */
	void addLink(RequestId id, byte[] tokenHash, Instant at);

	/**
	 * Adds a link for another device, in place of those that nobody opened.
	 * @param openBefore when it is of no use any more unless it was opened
	 */
	void addHandOff(RequestId id, byte[] tokenHash, Instant at, Instant openBefore);

	/** Notes that a link for another device was opened. */
	void openHandOff(byte[] tokenHash, Instant at);

	/**
	 * Moves the end of a session, unless that was done before.
	 * @return whether it was moved
	 */
	boolean extendSession(RequestId id, Instant until, Instant at);

	/**
	 * @return empty if nobody ever made this link
	 */
	Optional<LinkUse> use(byte[] tokenHash);

	/** Keeps how far a person came in the current phase of a request. */
	void addStep(RequestId id, Step step, Instant at);

	/** Makes all links of a window unusable. */
	void replaceLinks(RequestId id, Instant at);

	Optional<FoundLink> findLink(byte[] tokenHash);

	/** What happens between a link and a selfie. */
	enum Step {

		LINK_SENT, REMINDER_SENT, LINK_RENEWED, LINK_OPENED, SESSION_EXTENDED,

		/** Kept once for each phase, however often it is said. */
		CAMERA_STARTED;

		/** The word in the database. */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * A link that somebody made once.
	 *
	 * @param replaced whether a newer link took its place
	 * @param handedOff whether it was made for another device
	 * @param openBefore when a link for another device ends unless it is opened; null if
	 * it was opened, and for all other links
	 */
	record FoundLink(RequestId requestId, boolean replaced, boolean handedOff, Instant openBefore) {
	}

	/**
	 * How a link and its session are used.
	 *
	 * @param handedOff whether the link was made for another device
	 * @param continuedElsewhere whether a link for another device was opened
	 * @param extended whether the session was extended
	 */
	record LinkUse(boolean handedOff, boolean continuedElsewhere, boolean extended) {
	}

}
