package io.selfieregistration.request;

import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts, decides and ends module runs. Of two concurrent decisions exactly one wins:
 * each is made under the lock of its request.
 */
@Service
public class ModuleRuns {

	private final RequestStore store;

	private final Workflows workflows;

	private final Clock clock;

	private final ApplicationEventPublisher events;

	ModuleRuns(RequestStore store, Workflows workflows, Clock clock, ApplicationEventPublisher events) {
		this.store = store;
		this.workflows = workflows;
		this.clock = clock;
		this.events = events;
	}

	/**
	 * Starts the run of a module instance. Idempotent: an instance has one run. In a
	 * cancelled request the run is decided at once.
	 * @throws IllegalStateException if another module of the request runs
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public ModuleRun start(RequestId id, String module, String processInstanceId) {
		Request request = lock(id);
		return request.run().filter((run) -> isOf(run, processInstanceId)).orElseGet(() -> {
			ModuleRun started = request.startRun(module, processInstanceId, this.clock.instant());
			this.store.addRun(started);
			return started;
		});
	}

	/**
	 * Finds the run of a module instance and locks its request until the transaction
	 * ends.
	 * @throws IllegalStateException if it has none
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public ModuleRun lock(RequestId id, String processInstanceId) {
		return lock(id).run()
			.filter((run) -> isOf(run, processInstanceId))
			.orElseThrow(() -> new IllegalStateException(
					"The module instance " + processInstanceId + " does not run for the request " + id));
	}

	/**
	 * Decides a run, unless it was already decided or has ended. Idempotent.
	 * @return the run with its first decision
	 * @throws IllegalStateException if another run of the request came after it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public ModuleRun decide(ModuleRun.Id id, Decision decision) {
		return decide(id, (run) -> run.decide(decision, this.clock.instant()));
	}

	/**
	 * Decides a run by a selfie that was accepted, unless it was already decided or has
	 * ended. Idempotent.
	 * @param hints what could be better in the selfie: reason codes separated by commas,
	 * or null
	 * @param qualityScore of the selfie, 0 to 100
	 * @return the run with its first decision
	 * @throws IllegalStateException if another run of the request came after it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public ModuleRun accept(ModuleRun.Id id, String hints, int qualityScore) {
		return decide(id, (run) -> run.accept(hints, qualityScore, this.clock.instant()));
	}

	private ModuleRun decide(ModuleRun.Id id, UnaryOperator<ModuleRun> decision) {
		ModuleRun run = lock(id.request()).run()
			.filter((latest) -> latest.id().equals(id))
			.orElseThrow(() -> new IllegalStateException(id + " is over"));
		if (!run.waiting()) {
			return run;
		}
		ModuleRun decided = decision.apply(run);
		this.store.updateRun(decided);
		return decided;
	}

	/**
	 * Decides the waiting run of a request whose person refused consent. Idempotent.
	 * @throws RequestDecided if the run was already decided otherwise, or no module waits
	 */
	@Transactional(rollbackFor = Exception.class)
	public void refuseConsent(RequestId id) throws RequestDecided {
		Request request = lock(id);
		ModuleRun run = request.run().orElseThrow(RequestDecided::new);
		if (request.waitingRun().isPresent()) {
			this.store.updateRun(run.decide(Decision.CONSENT_REFUSED, this.clock.instant()));
			this.workflows.consentRefused(run);
		}
		else if (run.decision() != Decision.CONSENT_REFUSED) {
			throw new RequestDecided();
		}
	}

	/**
	 * Writes the outcome of a module instance. Idempotent: the first outcome stays. A
	 * module that ends before it has started its run gets one.
	 * @return the run with its first outcome
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public ModuleRun end(RequestId id, String module, String processInstanceId, Outcome outcome) {
		ModuleRun run = start(id, module, processInstanceId);
		return run.ended() ? run : end(run, outcome);
	}

	/**
	 * Ends the run of a module instance that was left without an outcome: its caller left
	 * it, or an operator deleted or modified it. Does nothing if the module had not
	 * started a run, or has ended.
	 * @param outcome {@link Outcome#CANCELLED}, or {@link Outcome#EXPIRED} if a timer did
	 * it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void leave(RequestId id, String processInstanceId, Outcome outcome) {
		lock(id).run()
			.filter((run) -> isOf(run, processInstanceId) && !run.ended())
			.ifPresent((run) -> end(run, outcome));
	}

	private ModuleRun end(ModuleRun run, Outcome outcome) {
		ModuleRun ended = run.end(outcome, this.clock.instant());
		this.store.updateRun(ended);
		this.events.publishEvent(new RequestEvent.RunEnded(ended));
		return ended;
	}

	private Request lock(RequestId id) {
		return this.store.lock(id).orElseThrow(() -> new IllegalStateException("There is no request " + id));
	}

	private static boolean isOf(ModuleRun run, String processInstanceId) {
		return run.processInstanceId().equals(processInstanceId);
	}

	/**
	 * Decides runs of one module that have nothing to wait for: their person is asked for
	 * nothing, and gets no link.
	 */
	public interface DecidedBefore {

		/** Key of the module. */
		String module();

		/**
		 * Called in the transaction in which the run starts, once the module is wanted.
		 * @return empty if the run waits for the person
		 */
		Optional<Decision> decide(Request request, ModuleRun run);

	}

}
