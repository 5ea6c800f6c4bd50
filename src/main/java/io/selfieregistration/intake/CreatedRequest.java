package io.selfieregistration.intake;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.selfieregistration.request.RequestId;

/**
 * A new request, as the integrator gets it.
 *
 * @param authReqId secret handle of the result, shown only here
 * @param expiresIn maximum lifetime of the request
 * @param captureUrl capture link, when the integrator passes it on
 */
public record CreatedRequest(RequestId id, String authReqId, Duration expiresIn, Optional<URI> captureUrl) {

	@Override
	public String toString() {
		return "CreatedRequest[" + this.id + "]";
	}

}
