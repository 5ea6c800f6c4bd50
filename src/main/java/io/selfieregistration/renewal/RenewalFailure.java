package io.selfieregistration.renewal;

import java.time.Instant;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.RequestId;

/**
 * A template that a renewal could not recompute. It stays as it is until its user
 * registers anew, or another renewal succeeds.
 *
 * @param requestId in which the user was registered
 */
public record RenewalFailure(RequestId requestId, String userId, Reason reason, Instant failedAt) {

	@Override
	public String toString() {
		return "RenewalFailure[" + this.requestId + ", " + this.reason + "]";
	}

	/** Why a template cannot be recomputed. */
	public enum Reason implements Coded {

		/** The photo was deleted, or the object store has lost it. */
		PHOTO_MISSING,

		/** The object is not the photo that was accepted, or no key opens it. */
		PHOTO_ALTERED,

		/** The photo is no JPEG within the limits of the service. */
		PHOTO_UNREADABLE,

		/** The analysis finds no face on the photo, or more than one. */
		NO_SINGLE_FACE

	}

}
