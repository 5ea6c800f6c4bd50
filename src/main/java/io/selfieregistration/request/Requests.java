package io.selfieregistration.request;

import io.selfieregistration.request.RequestStore.Query;
import io.selfieregistration.request.RuleDecisionStore.KeptRuleDecision;
import io.selfieregistration.request.RuleDecisionStore.RuleUse;
import io.selfieregistration.workflow.WorkflowMissing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Manages the life of requests: phases, cancellation and results. */
@Service
public class Requests {

	private final RequestStore store;

	private final RuleDecisionStore decisions;

	private final Workflows workflows;

	private final Clock clock;

	private final ApplicationEventPublisher events;

	Requests(RequestStore store, RuleDecisionStore decisions, Workflows workflows, Clock clock,
			ApplicationEventPublisher events) {
		this.store = store;
		this.decisions = decisions;
		this.workflows = workflows;
		this.clock = clock;
		this.events = events;
	}

	/**
	 * Attaches a process instance to the current phase of a request.
	 * @throws IllegalStateException if the request is unknown or another instance is
	 * attached
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Request attach(RequestId id, String processInstanceId, String definitionKey) {
		if (!this.store.attach(id, processInstanceId, definitionKey)) {
			throw new IllegalStateException("The request " + id + " is unknown or has a process instance already");
		}
		return get(id);
	}

	/**
	 * @throws IllegalStateException if there is no such request
	 */
	public Request get(RequestId id) {
		return this.store.find(id).orElseThrow(() -> new IllegalStateException("There is no request " + id));
	}

	/**
	 * @throws RequestUnknown if there is no such request, or it is another application's
	 */
	public Request find(String applicationId, RequestId id) throws RequestUnknown {
		Request found = this.store.find(id)
			.filter((request) -> request.applicationId().equals(applicationId))
			.orElseThrow(RequestUnknown::new);
		LogContext.about(id, applicationId);
		return found;
	}

	/** Lists the requests that match, newest first. */
	public List<Request> list(Query query) {
		return this.store.list(query);
	}

	/** Lists the phases of a request with their module runs, in order. */
	public List<RequestPhase> phases(RequestId id) {
		return this.store.phases(id);
	}

	/** Returns the current phase of a request with its module runs. */
	public RequestPhase currentPhase(Request request) {
		return this.store.phases(request.id()).get(request.phaseNumber() - 1);
	}

	/** Records why a module ran or was skipped. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void keepRuleDecision(Request request, boolean enabled, String rule, Map<String, Object> inputs,
			boolean outcome) {
		this.decisions.add(request.id(), request.applicationId(), RuleUse.MODULE, enabled, rule, inputs, outcome,
				this.clock.instant());
	}

	/** Lists the rule decisions of a request in order. */
	public List<KeptRuleDecision> ruleDecisions(RequestId id) {
		return this.decisions.list(id);
	}

	/** Returns the status of a user of a workspace, known or not. */
	public UserStatus user(String workspace, String userId) {
		return new UserStatus(this.store.isOnboarded(workspace, userId),
				this.store.registeredAt(workspace, userId).orElse(null));
	}

	/**
	 * Finds a request and locks it until the transaction ends.
	 * @throws IllegalStateException if there is no such request
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Request lock(RequestId id) {
		return this.store.lock(id).orElseThrow(() -> new IllegalStateException("There is no request " + id));
	}

	/**
	 * Cancels a request that no module has decided yet, or whose next phase has not
	 * started. Idempotent.
	 * @throws RequestUnknown if there is no such request, or it is another application's
	 * @throws RequestDecided if it was already decided or has ended, other than by
	 * cancelling
	 */
	@Transactional(rollbackFor = Exception.class)
	public Request cancel(String applicationId, RequestId id) throws RequestUnknown, RequestDecided {
		return cancel(applicationId, id, false);
	}

	/**
	 * Cancels a request as {@link #cancel(String, RequestId)} does, and also one that is
	 * stuck in a module that was decided: its workflow ends at once.
	 * @param stuck whether its workflow cannot go on by itself
	 * @throws RequestUnknown if there is no such request, or it is another application's
	 * @throws RequestDecided if it cannot be cancelled any longer
	 */
	@Transactional(rollbackFor = Exception.class)
	public Request cancel(String applicationId, RequestId id, boolean stuck) throws RequestUnknown, RequestDecided {
		find(applicationId, id);
		Request request = lock(id);
		if (request.open()) {
			this.store.cancel(id, this.clock.instant());
			request.waitingRun()
				.map((run) -> run.decide(Decision.CANCELLED, this.clock.instant()))
				.ifPresent(this.store::updateRun);
			this.workflows.cancelled(id);
		}
		else if (request.betweenPhases()) {
			this.workflows.abandonNextPhase(id);
		}
		else if (stuck && request.decidedOnly()) {
			this.store.cancel(id, this.clock.instant());
			this.workflows.abandon(currentPhase(request).processInstanceId());
		}
		else if (!request.cancelled()) {
			throw new RequestDecided();
		}
		return get(id);
	}

	/**
	 * Whether a request can be cancelled now.
	 * @param stuck whether its workflow cannot go on by itself
	 */
	public boolean canCancel(RequestId id, boolean stuck) {
		Request request = get(id);
		return request.open() || request.betweenPhases() || (stuck && request.decidedOnly());
	}

	/**
	 * Marks the result of a phase as published: from now on it can be polled. The next
	 * phase follows, unless this one failed: then the next one gets the same outcome.
	 * Idempotent.
	 * @param processInstanceId of the workflow of the phase
	 * @return the phases whose results are thereby published, in order
	 * @throws IllegalStateException if a module of the phase is running
	 */
	@Transactional
	public List<RequestPhase> complete(RequestId id, String processInstanceId) {
		Request request = lock(id);
		List<RequestPhase> phases = this.store.phases(id);
		RequestPhase phase = phase(request, phases, processInstanceId);
		if (phase.completed()) {
			return phase.outcome().goesOn() ? List.of(phase) : phases.subList(phase.number() - 1, phases.size());
		}
		return end(request, phase.complete(request.cancelledAt(), this.clock.instant()), phases);
	}

	private List<RequestPhase> end(Request request, RequestPhase ended, List<RequestPhase> phases) {
		boolean next = ended.number() < phases.size();
		List<RequestPhase> published = (ended.outcome().goesOn() || !next) ? List.of(ended) : List.of(ended,
				phases.get(ended.number()).completeAs(ended.outcome(), ended.outcomeAt(), ended.completedAt()));
		boolean goesOn = ended.outcome().goesOn() && next;
		for (RequestPhase phase : published) {
			this.store.completePhase(request.id(), phase, !goesOn && phase.number() == phases.size());
			this.events.publishEvent(new RequestEvent.PhaseCompleted(request.id(), phase.phase(), phase.outcome(),
					Duration.between(request.createdAt(), phase.completedAt())));
		}
		if (goesOn) {
			this.workflows.nextPhase(request.workspace(), request.id());
		}
		return published;
	}

	/**
	 * Starts the workflow of the next phase. Idempotent.
	 * @throws WorkflowMissing if it is no longer deployed
	 */
	@Transactional(propagation = Propagation.MANDATORY, rollbackFor = Exception.class)
	public void startNextPhase(RequestId id) throws WorkflowMissing {
		Request request = lock(id);
		if (request.betweenPhases()) {
			this.store.nextPhase(id);
			RequestPhase next = this.store.phases(id).get(request.phaseNumber());
			this.workflows.start(request.workspace(), next.workflow(), id);
		}
	}

	/**
	 * Ends the next phase of a request as cancelled, unless it has started. Idempotent.
	 * @param processInstanceId of the process that was to start it
	 * @return false if it has started
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean abandonNextPhase(RequestId id, String processInstanceId) {
		Request request = lock(id);
		if (!request.betweenPhases()) {
			return false;
		}
		this.store.nextPhase(id);
		this.store.cancel(id, this.clock.instant());
		RequestPhase next = this.store.phases(id).get(request.phaseNumber());
		this.store.attach(id, processInstanceId, next.workflow());
		return abandon(id, processInstanceId);
	}

	/**
	 * Ends a phase whose process instance is gone, in whatever state, and the phases that
	 * would have followed.
	 * @return false if its result was already published
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean abandon(RequestId id, String processInstanceId) {
		Request request = lock(id);
		if (request.completed()) {
			return false;
		}
		List<RequestPhase> phases = this.store.phases(id);
		RequestPhase phase = phase(request, phases, processInstanceId);
		if (phase.completed()) {
			return false;
		}
		request.run().filter((run) -> !run.ended()).ifPresent((run) -> {
			ModuleRun ended = run.end(Outcome.CANCELLED, this.clock.instant());
			this.store.updateRun(ended);
			this.events.publishEvent(new RequestEvent.RunEnded(ended));
		});
		RequestPhase left = this.store.phases(id).get(phase.number() - 1);
		end(request,
				left.runs().isEmpty() ? left.completeAs(Outcome.CANCELLED, this.clock.instant(), this.clock.instant())
						: left.complete(request.cancelledAt(), this.clock.instant()),
				phases);
		return true;
	}

	private static RequestPhase phase(Request request, List<RequestPhase> phases, String processInstanceId) {
		return phases.stream()
			.filter((phase) -> processInstanceId.equals(phase.processInstanceId()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"The process instance " + processInstanceId + " does not work on the request " + request.id()));
	}

	/**
	 * The status of a user of a workspace.
	 *
	 * @param onboarded whether an onboarding was completed
	 * @param registeredAt when the latest selfie was registered, or null
	 */
	public record UserStatus(boolean onboarded, java.time.Instant registeredAt) {
	}

}
