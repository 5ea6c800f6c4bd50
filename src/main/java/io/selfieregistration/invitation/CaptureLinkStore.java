package io.selfieregistration.invitation;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Stores capture windows and the hashes of capture links. */
public interface CaptureLinkStore {

	Optional<CaptureWindow> find(ModuleRun.Id run);

	/** Writes the window of a run, replacing any earlier one. */
	void save(CaptureWindow window);

	/** Adds a link to a request; the earlier ones stay usable. */
	void addLink(RequestId id, byte[] tokenHash, Instant at);

	/**
	 * Adds a link for another device, in place of those that were not opened.
	 * @param openBefore when it expires unless it was opened
	 */
	void addHandOff(RequestId id, byte[] tokenHash, Instant at, Instant openBefore);

	/** Marks a link for another device as opened. */
	void openHandOff(byte[] tokenHash, Instant at);

	/** Whether a link for another device was opened. */
	boolean continuedElsewhere(RequestId id);

	/** Records how far a person progressed in a run. */
	void addStep(ModuleRun.Id run, Step step, Instant at);

	/** Makes all links of a request unusable. */
	void replaceLinks(RequestId id, Instant at);

	Optional<FoundLink> findLink(byte[] tokenHash);

	/** A step between opening the link and submitting a selfie. */
	enum Step implements Coded {

		LINK_SENT, REMINDER_SENT, LINK_RENEWED, LINK_OPENED, SESSION_EXTENDED,

		/** The person asked for a new link. */
		LINK_REQUESTED,

		/** The camera is running. Stored once for each run. */
		CAMERA_STARTED

	}

	/**
	 * An issued link.
	 *
	 * @param replaced whether a newer link replaced it
	 * @param handedOff whether it was made for another device
	 * @param openBefore when a link for another device expires unless it is opened; null
	 * if it was opened, and for all other links
	 */
	record FoundLink(RequestId requestId, boolean replaced, boolean handedOff, Instant openBefore) {
	}

}
