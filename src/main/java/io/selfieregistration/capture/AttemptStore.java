package io.selfieregistration.capture;

import java.util.Optional;

import io.selfieregistration.request.RequestId;

/** Where attempts are kept. */
public interface AttemptStore {

	void add(Attempt attempt);

	Optional<Attempt> find(RequestId id, String submissionKey);

	int count(RequestId id);

}
