package io.selfieregistration.blocklist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.request.RequestId;

/**
 * Stores block lists. Entries expire in the time of the database: an expired one is no
 * longer found, and the sweep deletes it.
 */
public interface BlockListStore {

	/** Keeps other transactions from adding to the block list of a workspace. */
	void lock(String workspace);

	/** Counts the entries of a workspace. */
	int count(String workspace);

	/** Whether the face that a request registered is in the block list of a workspace. */
	boolean contains(String workspace, RequestId id);

	/**
	 * Adds an entry and records who added it.
	 * @return the entry, with its times
	 */
	BlockedFace add(NewFace face);

	/**
	 * Lists the entries of a workspace in the order in which they were added.
	 * @param after id that the page begins after, or null
	 */
	List<BlockedFace> list(String workspace, UUID after, int limit);

	Optional<BlockedFace> find(UUID id);

	/**
	 * Removes an entry and records who removed it.
	 * @return false if it was not there
	 */
	boolean remove(UUID id, String by);

	/** Removes the expired entries and records that they expired. */
	int removeExpired();

	/**
	 * Lists the changes of a workspace, newest first.
	 * @param before only changes with a lower number, or null
	 */
	List<BlockListChange> changes(String workspace, Long before, int limit);

	/** Lists the sealed templates of a workspace that are of a model. */
	List<SealedFace> templates(String workspace, String model);

	/** Writes that a submitted selfie has a face of the list; may be repeated. */
	void addHit(RequestId id, String submissionKey, UUID entry, double distance, Instant at);

	/**
	 * An entry to add.
	 *
	 * @param legalBasis may be null
	 * @param validFor from now on
	 */
	record NewFace(UUID id, String workspace, RequestId requestId, String model, byte[] sealed, String reason,
			String legalBasis, String by, Duration validFor) {

		@Override
		public String toString() {
			return "NewFace[" + this.id + "]";
		}

	}

	/** The sealed template of an entry. */
	record SealedFace(UUID id, byte[] sealed) {
	}

}
