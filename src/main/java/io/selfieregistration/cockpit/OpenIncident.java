package io.selfieregistration.cockpit;

import java.time.Instant;

/**
 * A step of a request that failed and waits for an operator, as the engine keeps it.
 *
 * @param phase number of the phase that it keeps from ending, or null if it is the
 * delivery of a message or the start of the next phase
 * @param type of the engine, such as {@code failedJob}
 * @param failedId of the job or of the external task that failed
 * @param step id of the element of the model
 * @param message of the engine, or null
 * @param trace the exceptions with their causes, or null; never shown
 */
public record OpenIncident(String id, Instant at, Integer phase, String type, String failedId, String definitionId,
		String definitionKey, String processInstanceId, String step, String message, String trace) {

	/** Says which one it is, without what failed. */
	@Override
	public String toString() {
		return "OpenIncident[" + this.id + " at " + this.step + "]";
	}

}
