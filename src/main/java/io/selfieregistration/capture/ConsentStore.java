package io.selfieregistration.capture;

import java.util.Optional;

import io.selfieregistration.request.RequestId;

/** Where it is kept what people agreed to. */
public interface ConsentStore {

	/** Writes a consent, unless there is one for the request. */
	void add(Consent consent);

	Optional<Consent> find(RequestId id);

}
