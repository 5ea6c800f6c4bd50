package io.selfieregistration.capture;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.selfieregistration.face.Finding;
import io.selfieregistration.request.ModuleRun;

/**
 * One submitted selfie and its verdict. The picture of a rejected selfie is never stored.
 *
 * @param number 1 for the first attempt of a run
 * @param submissionKey idempotency key: the same for all tries to submit the same selfie
 * @param measures by the name of the quality measure
 */
public record Attempt(ModuleRun.Id run, int number, String submissionKey, boolean accepted, List<Finding> findings,
		Map<String, Double> measures, Instant submittedAt) {

	@Override
	public String toString() {
		return "Attempt[" + this.run + ", " + this.number + ", accepted=" + this.accepted + "]";
	}

}
