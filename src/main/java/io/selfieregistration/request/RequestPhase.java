package io.selfieregistration.request;

import java.time.Instant;

/**
 * One phase of a request.
 *
 * @param number from 1, in the order in which the phases run
 * @param workflow key of its process; null when the engine was asked to start it
 * @param processInstanceId null until the process runs
 * @param outcome how its registration ended, or null
 * @param outcomeAt when it ended, or null
 * @param completedAt when its result was published, or null
 */
public record RequestPhase(int number, Phase phase, String workflow, String processInstanceId, Outcome outcome,
		Instant outcomeAt, Instant completedAt) {

	public boolean completed() {
		return this.completedAt != null;
	}

}
