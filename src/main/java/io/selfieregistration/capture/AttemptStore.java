package io.selfieregistration.capture;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.capture.SelfieJudge.Judged;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Stores attempts. */
public interface AttemptStore {

	/**
	 * Adds the next attempt of a run. Called under the lock of the request.
	 * @return its number, 1 for the first attempt of the run
	 */
	int add(ModuleRun.Id run, String submissionKey, Judged judged, Instant submittedAt);

	/** Whether a selfie of a run was compared with the registered one in vain. */
	boolean isNotMatched(ModuleRun.Id run);

	/** Finds an attempt in any run of a request. */
	Optional<Attempt> find(RequestId id, String submissionKey);

	int count(ModuleRun.Id run);

}
