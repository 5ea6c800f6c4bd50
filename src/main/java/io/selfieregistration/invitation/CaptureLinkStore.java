package io.selfieregistration.invitation;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Where capture windows and the hashes of links are kept. */
public interface CaptureLinkStore {

	Optional<CaptureWindow> find(ModuleRun.Id run);

	/** Writes a window, in place of the one that the run had. */
	void save(CaptureWindow window);

	/** Adds a link to a request; the earlier ones stay usable. */
	void addLink(RequestId id, byte[] tokenHash, Instant at);

	/**
	 * Adds a link for another device, in place of those that were not opened.
	 * @param openBefore when it is of no use any more unless it was opened
	 */
	void addHandOff(RequestId id, byte[] tokenHash, Instant at, Instant openBefore);

	/** Notes that a link for another device was opened. */
	void openHandOff(byte[] tokenHash, Instant at);

	/** Whether a link for another device was opened. */
	boolean continuedElsewhere(RequestId id);

	/** Keeps how far a person came in a run. */
	void addStep(ModuleRun.Id run, Step step, Instant at);

	/** Makes all links of a request unusable. */
	void replaceLinks(RequestId id, Instant at);

	Optional<FoundLink> findLink(byte[] tokenHash);

	/** What happens between a link and a selfie. */
	enum Step implements Coded {

		LINK_SENT, REMINDER_SENT, LINK_RENEWED, LINK_OPENED, SESSION_EXTENDED,

		/** Kept once for each run, however often it is said. */
		CAMERA_STARTED

	}

	/**
	 * A link that was made once.
	 *
	 * @param replaced whether a newer link took its place
	 * @param handedOff whether it was made for another device
	 * @param openBefore when a link for another device ends unless it is opened; null if
	 * it was opened, and for all other links
	 */
	record FoundLink(RequestId requestId, boolean replaced, boolean handedOff, Instant openBefore) {
	}

}
