package io.selfieregistration.capture;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Stores attempts. */
public interface AttemptStore {

	/**
	 * Adds the next attempt of a run. Called under the lock of the request.
	 * @return its number, 1 for the first attempt of the run
	 */
	int add(ModuleRun.Id run, String submissionKey, boolean accepted, FaceAssessment face, Instant submittedAt);

	/** Finds an attempt in any run of a request. */
	Optional<Attempt> find(RequestId id, String submissionKey);

	int count(ModuleRun.Id run);

}
