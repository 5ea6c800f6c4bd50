package io.selfieregistration.result;

import java.net.URI;
import java.util.Optional;

import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;

/** Leads the person back to the integrator. */
public interface RedirectLinks {

	/**
	 * The way back for a person for whom nothing is left to do: the redirect address of
	 * the request with {@code request_id} and a signed {@code state}, good for a short
	 * time. It proves where the person comes from, and is not the result.
	 * @return empty if the request names no such address
	 * @throws IllegalStateException if there is no such request
	 */
	Optional<URI> back(RequestId id);

	/** The same for a request that was read before. */
	Optional<URI> back(Request request);

	/**
	 * The same, but only if the person is done.
	 * @return empty also while a selfie can be submitted, now or in a next phase
	 * @throws IllegalStateException if there is no such request
	 */
	Optional<URI> backWhenDone(RequestId id);

}
