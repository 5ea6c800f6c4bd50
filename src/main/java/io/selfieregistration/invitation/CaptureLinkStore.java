package io.selfieregistration.invitation;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.request.RequestId;

/** Where capture windows and the hashes of their links are kept. */
public interface CaptureLinkStore {

	Optional<CaptureWindow> find(RequestId id);

	/** Writes a window, in place of the one that the request had. */
	void save(CaptureWindow window);

	/** Adds a link to a window; the earlier ones stay usable. */
	void addLink(RequestId id, byte[] tokenHash, Instant at);

	/** Makes all links of a window unusable. */
	void replaceLinks(RequestId id, Instant at);

	Optional<FoundLink> findLink(byte[] tokenHash);

	/**
	 * A link that somebody made once.
	 *
	 * @param replaced whether a newer link took its place
	 */
	record FoundLink(RequestId requestId, boolean replaced) {
	}

}
