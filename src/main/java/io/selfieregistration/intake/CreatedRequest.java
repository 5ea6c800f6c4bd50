package io.selfieregistration.intake;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.selfieregistration.request.RequestId;

/**
 * What the integrator is told of a new request.
 *
 * @param authReqId secret handle of the result, shown only here
 * @param expiresIn how long the request can take at most
 * @param captureUrl where the selfie is taken, when the integrator hands the link on
 * itself
 */
public record CreatedRequest(RequestId id, String authReqId, Duration expiresIn, Optional<URI> captureUrl) {

	@Override
	public String toString() {
		return "CreatedRequest[" + this.id + "]";
	}

}
