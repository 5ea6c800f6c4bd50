package io.selfieregistration.request;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.selfieregistration.platform.Coded;

/**
 * One execution for one user, as of its current phase.
 *
 * @param phase the current one
 * @param phaseNumber of the current phase, from 1
 * @param phases how many phases the request has, 1 or 2
 * @param userId the integrator's name for the user; personal
 * @param email where a link can be sent, or null
 * @param phone where a link can be sent, in E.164 form, or null
 * @param locale BCP 47 tag the person prefers, or null
 * @param metadata what the integrator says of the user, read by rules
 * @param clientAddress IP address that the request came from, or null
 * @param redirectUrl where the person goes at the end, or null
 * @param state the integrator's own text that comes back with the person, or null
 * @param cancelledAt when the integrator or an operator cancelled it, or null
 * @param latestRun the module run that started last, in whichever phase, or null
 * @param outcome of the current phase, once its result is published; else null
 * @param completedAt when the last phase was over, or null
 */
public record Request(RequestId id, String workspace, String applicationId, Phase phase, int phaseNumber, int phases,
		String userId, String email, String phone, String locale, Map<String, Object> metadata, boolean forceOnboarding,
		Channel channel, String clientAddress, Instant createdAt, URI redirectUrl, String state, Instant cancelledAt,
		ModuleRun latestRun, Outcome outcome, Instant completedAt) {

	/** Returns the latest module run of the current phase. */
	public Optional<ModuleRun> run() {
		return Optional.ofNullable(this.latestRun).filter((run) -> run.phaseNumber() == this.phaseNumber);
	}

	/** Returns the module run that waits for the person. */
	public Optional<ModuleRun> waitingRun() {
		return cancelled() ? Optional.empty() : run().filter(ModuleRun::waiting);
	}

	/**
	 * Whether the outcome of the current phase is still open: a module waits, or none has
	 * run yet.
	 */
	public boolean open() {
		return !cancelled() && !phaseCompleted() && run().map((run) -> run.waiting() || run.passed()).orElse(true);
	}

	/** Whether a module of the current phase was decided and has not ended. */
	public boolean decidedOnly() {
		return !cancelled() && run().filter((run) -> !run.ended() && !run.waiting()).isPresent();
	}

	public boolean cancelled() {
		return this.cancelledAt != null;
	}

	/** Whether the result of the current phase is published. */
	public boolean phaseCompleted() {
		return this.outcome != null;
	}

	/** Whether the results of all phases are published. */
	public boolean completed() {
		return this.completedAt != null;
	}

	/** Whether the current phase has ended and the next one has not started. */
	public boolean betweenPhases() {
		return phaseCompleted() && !completed();
	}

	/**
	 * Returns a new run for a module.
	 * @throws ModuleRun.OutOfTurn if a module of the request is already running, or the
	 * result of the phase is published
	 */
	ModuleRun startRun(String module, String processInstanceId, Instant now) {
		if (this.latestRun != null && !this.latestRun.ended()) {
			throw new ModuleRun.OutOfTurn("The module '" + this.latestRun.module() + "' runs already for the request "
					+ this.id + " in the process instance " + this.latestRun.processInstanceId()
					+ ", and a request has one module at a time: let the model call them one after the other;"
					+ " once the first has ended this one can be retried");
		}
		if (phaseCompleted()) {
			throw new ModuleRun.OutOfTurn("The result of the request " + this.id
					+ " is published, so no module can add to it: let the model call the module before it publishes");
		}
		int number = (this.latestRun != null) ? this.latestRun.id().number() + 1 : 1;
		ModuleRun started = ModuleRun.start(new ModuleRun.Id(this.id, number), this.phaseNumber, module,
				processInstanceId, now);
		return cancelled() ? started.decide(Decision.CANCELLED, now) : started;
	}

	/**
	 * Returns the request with a run that was written; any but the latest run changes
	 * nothing.
	 */
	public Request with(ModuleRun run) {
		boolean latest = this.latestRun == null || run.id().number() >= this.latestRun.id().number();
		return latest ? with(run, this.outcome, this.completedAt) : this;
	}

	/**
	 * Returns the request with the result of a phase; any but the current one changes
	 * nothing.
	 */
	public Request with(RequestPhase result) {
		return (result.number() == this.phaseNumber) ? with(this.latestRun, result.outcome(), this.completedAt) : this;
	}

	/** Returns the request after its last phase. */
	public Request completed(Instant at) {
		return with(this.latestRun, this.outcome, at);
	}

	private Request with(ModuleRun run, Outcome result, Instant completed) {
		return new Request(this.id, this.workspace, this.applicationId, this.phase, this.phaseNumber, this.phases,
				this.userId, this.email, this.phone, this.locale, this.metadata, this.forceOnboarding, this.channel,
				this.clientAddress, this.createdAt, this.redirectUrl, this.state, this.cancelledAt, run, result,
				completed);
	}

	/** Names the request, never the user. */
	@Override
	public String toString() {
		return "Request[" + this.id + "]";
	}

	/** The interface through which a request was started. */
	public enum Channel implements Coded {

		/** Our own API. */
		API,

		/** The process engine: {@code engine-rest}, Cockpit, or another process. */
		ENGINE

	}

}
