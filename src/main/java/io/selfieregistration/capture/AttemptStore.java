package io.selfieregistration.capture;

import java.util.Optional;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Stores attempts. */
public interface AttemptStore {

	void add(Attempt attempt);

	/** Finds an attempt in any run of a request. */
	Optional<Attempt> find(RequestId id, String submissionKey);

	int count(ModuleRun.Id run);

}
