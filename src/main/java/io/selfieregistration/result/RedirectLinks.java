package io.selfieregistration.result;

import java.net.URI;
import java.util.Optional;

import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;

/** Builds the links that redirect the person back to the integrator. */
public interface RedirectLinks {

	/**
	 * Returns the redirect link for a person who has nothing left to do: the redirect URL
	 * of the request with {@code request_id} and a signed, short-lived {@code state}. It
	 * proves where the person comes from; it is not the result.
	 * @return empty if the request has no redirect URL
	 * @throws IllegalStateException if there is no such request
	 */
	Optional<URI> back(RequestId id);

	/** Returns the redirect link of a request that was already read. */
	Optional<URI> back(Request request);

	/**
	 * Returns the redirect link only if the person is done.
	 * @return empty also while a selfie can be submitted, now or in a later phase
	 * @throws IllegalStateException if there is no such request
	 */
	Optional<URI> backWhenDone(RequestId id);

}
