package io.selfieregistration.photo;

import java.time.Instant;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.ModuleRun;

/**
 * The row of a photo in the object store.
 *
 * @param sha256 of the JPEG before it was sealed
 * @param sizeBytes of the JPEG before it was sealed
 */
public record Photo(String objectKey, String workspace, ModuleRun.Id run, State state, byte[] sha256, int sizeBytes,
		Instant createdAt) {

	@Override
	public String toString() {
		return "Photo[" + this.run + ", " + this.state + "]";
	}

	/** The state of a photo. */
	public enum State implements Coded {

		/**
		 * Upload in progress: the object may or may not exist, and nothing refers to it.
		 */
		UPLOADING,

		/** The object exists, and an accepted selfie refers to it. */
		ACCEPTED,

		/** The object was read back and verified, and the registration refers to it. */
		STORED

	}

}
