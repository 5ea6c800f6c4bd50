package io.selfieregistration.photo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

/** Stores the rows of photos. */
public interface PhotoStore {

	void add(Photo photo);

	/** Finds the accepted photo of a run, whether stored yet or not. */
	Optional<Photo> find(ModuleRun.Id run);

	/** Finds the registered photo of a phase of a request. */
	Optional<Photo> findStored(RequestId id, Phase phase);

	/**
	 * @return false if the photo was not in the expected state
	 */
	boolean changeState(String objectKey, Photo.State from, Photo.State to);

	/**
	 * Marks an accepted photo as registered.
	 */
	void stored(String objectKey, Instant at);

	/** Finds photos whose upload began before the given time and was never completed. */
	List<String> findAbandoned(Instant startedBefore, int limit);

	/** Removes the row of a photo that is still being uploaded. */
	boolean removeUploading(String objectKey);

	boolean exists(String objectKey);

}
