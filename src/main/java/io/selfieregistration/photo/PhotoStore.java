package io.selfieregistration.photo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

/** Where the rows of photos are kept. */
public interface PhotoStore {

	void add(Photo photo);

	/** Finds the accepted photo of a run, whether stored yet or not. */
	Optional<Photo> find(ModuleRun.Id run);

	/** Finds the registered photo of a phase of a request. */
	Optional<Photo> findStored(RequestId id, Phase phase);

	/**
	 * @return whether the photo was there in the other state
	 */
	boolean changeState(String objectKey, Photo.State from, Photo.State to);

	/**
	 * Makes an accepted photo the registered one.
	 */
	void stored(String objectKey, Instant at);

	/** Finds photos whose upload began before the given time and never came to an end. */
	List<String> findAbandoned(Instant startedBefore, int limit);

	/** Removes the row of a photo that is still being uploaded. */
	boolean removeUploading(String objectKey);

	boolean exists(String objectKey);

}
