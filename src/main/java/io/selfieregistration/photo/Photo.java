package io.selfieregistration.photo;

import java.time.Instant;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.ModuleRun;

/**
 * One object in the bucket.
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

	/** How far a photo has come. */
	public enum State implements Coded {

		/** The object may or may not be there; nobody relies on it. */
		UPLOADING,

		/** The object is there, and a submission relies on it. */
		ACCEPTED,

		/** The object was read back, and the registration relies on it. */
		STORED

	}

}
