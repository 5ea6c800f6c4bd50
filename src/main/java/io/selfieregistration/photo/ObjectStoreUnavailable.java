package io.selfieregistration.photo;

import io.selfieregistration.platform.IncidentCause;
import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** The object store cannot be reached or failed; trying again later may help. */
@ProblemStatus(status = 503, code = "temporarily_unavailable", retryAfterSeconds = 2)
@IncidentCause("object_store")
public class ObjectStoreUnavailable extends RuntimeException implements Problem {

	public ObjectStoreUnavailable(String problem, Throwable cause) {
		super(problem, cause);
	}

	/** The message is for the log; callers get this one. */
	@Override
	public String detail() {
		return "This cannot be done right now. Please try again.";
	}

}
