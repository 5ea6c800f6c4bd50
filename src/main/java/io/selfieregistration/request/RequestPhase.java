package io.selfieregistration.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One phase of a request.
 *
 * @param number from 1, in the order in which the phases run
 * @param workflow key of its process; null while it waits to be started in the engine
 * @param processInstanceId null until the process runs
 * @param outcome outcome of its modules once its result is published; else null
 * @param outcomeAt when that happened, or null
 * @param completedAt when its result was published, or null
 * @param runs of its modules, in their order
 */
public record RequestPhase(int number, Phase phase, String workflow, String processInstanceId, Outcome outcome,
		Instant outcomeAt, Instant completedAt, List<ModuleRun> runs) {

	public boolean completed() {
		return this.completedAt != null;
	}

	/** Returns the run that registered the selfie of the phase. */
	public Optional<ModuleRun> registered() {
		return this.runs.stream().filter((run) -> run.outcome() == Outcome.REGISTERED).findFirst();
	}

	/**
	 * Returns the phase with its result: a registered selfie takes precedence, then a
	 * cancelled request, then the last module that was not skipped.
	 * @param cancelled when the request was cancelled, or null
	 * @throws IllegalStateException if a module is running, or the phase already has a
	 * result
	 */
	RequestPhase complete(Instant cancelled, Instant now) {
		this.runs.stream().filter((run) -> !run.ended()).findFirst().ifPresent((run) -> {
			throw new IllegalStateException(run.id() + " has not ended");
		});
		Optional<ModuleRun> decisive = registered()
			.or(() -> (cancelled != null) ? Optional.empty() : lastNotSkipped().or(this::last));
		if (decisive.isPresent()) {
			return completeAs(decisive.get().outcome(), decisive.get().outcomeAt(), now);
		}
		return (cancelled != null) ? completeAs(Outcome.CANCELLED, cancelled, now)
				: completeAs(Outcome.SKIPPED, now, now);
	}

	/**
	 * Returns the phase with a given outcome, regardless of its modules.
	 * @throws IllegalStateException if it already has a result
	 */
	RequestPhase completeAs(Outcome how, Instant at, Instant now) {
		if (completed()) {
			throw new IllegalStateException("The result of the phase is published");
		}
		return new RequestPhase(this.number, this.phase, this.workflow, this.processInstanceId, how, at, now,
				this.runs);
	}

	private Optional<ModuleRun> lastNotSkipped() {
		return this.runs.stream().filter((run) -> !run.skipped()).reduce((first, second) -> second);
	}

	private Optional<ModuleRun> last() {
		return this.runs.stream().reduce((first, second) -> second);
	}

}
