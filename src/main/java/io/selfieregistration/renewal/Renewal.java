package io.selfieregistration.renewal;

import java.time.Instant;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.ModuleRun;

/**
 * One renewal of the facial templates of a workspace.
 *
 * @param model that the templates get, as {@code facial_template} names it
 * @param startedBy the operator
 * @param endedAt null while it runs
 * @param processInstanceId null until its process has started
 * @param total current templates of other models when it started
 * @param renewed templates that it replaced
 * @param failed templates that it could not renew, and whose users have not registered
 * anew since
 * @param position the template that the last batch ended with; null before the first
 * batch of a pass over all templates
 */
public record Renewal(String id, String workspace, String model, State state, String startedBy, Instant startedAt,
		Instant endedAt, String processInstanceId, int total, int renewed, int failed, ModuleRun.Id position) {

	private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

	static String newId() {
		return "ren_" + GENERATOR.generate();
	}

	public boolean running() {
		return this.state == State.RUNNING;
	}

	@Override
	public String toString() {
		return "Renewal[" + this.id + ", " + this.state + "]";
	}

	/** The state of a renewal. */
	public enum State implements Coded {

		RUNNING,

		/** It has looked at every template. */
		COMPLETED,

		/** An operator deleted its process instance. */
		CANCELLED

	}

}
