package io.selfieregistration.capture;

import java.util.Optional;

import io.selfieregistration.request.RequestId;

/** Stores consents. */
public interface ConsentStore {

	/** Adds a consent unless the request has one. */
	void add(Consent consent);

	Optional<Consent> find(RequestId id);

}
