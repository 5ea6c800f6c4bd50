package io.selfieregistration.request;

import java.time.Instant;

import io.selfieregistration.platform.IncidentCause;

/**
 * One run of a module: a call of the module by a workflow, for a request. It waits until
 * it is decided, and ends with an outcome; both are written once.
 *
 * @param phaseNumber of the phase whose workflow called the module, from 1
 * @param module key of the module
 * @param processInstanceId of the module
 * @param decision what ended the time in which the person could act, or null
 * @param decidedAt null without a decision
 * @param hints what could be better in its accepted selfie: reason codes separated by
 * commas, or null
 * @param qualityScore of its accepted selfie, 0 to 100, or null
 * @param outcome how the module ended, or null while it runs
 * @param outcomeAt null without an outcome
 */
public record ModuleRun(Id id, int phaseNumber, String module, String processInstanceId, Instant startedAt,
		Decision decision, Instant decidedAt, String hints, Integer qualityScore, Outcome outcome, Instant outcomeAt) {

	/** Creates a run that waits. */
	static ModuleRun start(Id id, int phaseNumber, String module, String processInstanceId, Instant now) {
		return new ModuleRun(id, phaseNumber, module, processInstanceId, now, null, null, null, null, null, null);
	}

	/** Whether the person can still act. */
	public boolean waiting() {
		return this.decision == null && this.outcome == null;
	}

	public boolean ended() {
		return this.outcome != null;
	}

	public boolean skipped() {
		return this.outcome == Outcome.SKIPPED;
	}

	/**
	 * Whether the module asked its person for nothing, which leaves the request open for
	 * the next one.
	 */
	public boolean passed() {
		return skipped() || this.outcome == Outcome.NOT_REGISTERED;
	}

	/**
	 * Returns the decided run.
	 * @throws IllegalStateException if it was already decided or has ended
	 */
	ModuleRun decide(Decision how, Instant now) {
		return decide(how, null, null, now);
	}

	/**
	 * Returns the run with its accepted selfie.
	 * @param foundHints what could be better in the selfie, or null
	 * @param score quality of the selfie, 0 to 100
	 * @throws IllegalStateException if it was already decided or has ended
	 */
	ModuleRun accept(String foundHints, int score, Instant now) {
		return decide(Decision.ACCEPTED, foundHints, score, now);
	}

	private ModuleRun decide(Decision how, String foundHints, Integer score, Instant now) {
		if (!waiting()) {
			throw new IllegalStateException(this.id + " was decided before");
		}
		return new ModuleRun(this.id, this.phaseNumber, this.module, this.processInstanceId, this.startedAt, how, now,
				foundHints, score, null, null);
	}

	/**
	 * Returns the ended run. A cancelled run ends as cancelled, even if its time expired
	 * before the module received the message; likewise for refused consent.
	 * @throws IllegalStateException if it has already ended
	 */
	ModuleRun end(Outcome how, Instant now) {
		if (ended()) {
			throw new IllegalStateException(this.id + " has ended before");
		}
		Outcome ended = (this.decision == Decision.CANCELLED) ? Outcome.CANCELLED
				: (this.decision == Decision.CONSENT_REFUSED) ? Outcome.CONSENT_REFUSED : how;
		return new ModuleRun(this.id, this.phaseNumber, this.module, this.processInstanceId, this.startedAt,
				this.decision, this.decidedAt, this.hints, this.qualityScore, ended, now);
	}

	/**
	 * Identity of a run.
	 *
	 * @param number counts the runs of the request, from 1
	 */
	public record Id(RequestId request, int number) {

		@Override
		public String toString() {
			return "Module run " + this.number + " of request " + this.request;
		}

	}

	/**
	 * The model calls a module while another one of the request runs, or after the result
	 * was published.
	 */
	@IncidentCause("module_out_of_turn")
	static final class OutOfTurn extends IllegalStateException {

		OutOfTurn(String problem) {
			super(problem);
		}

	}

}
