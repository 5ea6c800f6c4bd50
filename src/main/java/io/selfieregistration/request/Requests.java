package io.selfieregistration.request;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.application.VerificationWay;
import io.selfieregistration.request.IdempotentAnswers.Idempotency;
import io.selfieregistration.request.PollAnswer.Status;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.request.RequestStore.Handles;
import io.selfieregistration.request.RequestStore.KeptRuleDecision;
import io.selfieregistration.request.RequestStore.PingHandles;
import io.selfieregistration.request.RequestStore.RuleUse;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.web.WebSettings;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts requests, decides them, ends them. */
@Service
public class Requests {

	private static final SecureRandom RANDOM = new SecureRandom();

	/** How often a result may be asked for; a call that is a little early is let pass. */
	private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

	private static final Duration POLL_TOLERANCE = Duration.ofMillis(500);

	private static final Duration LIMIT_PERIOD = Duration.ofMinutes(1);

	private final RequestStore store;

	private final Workflows workflows;

	private final CaptureLinkIssuer links;

	private final RuleEvaluator rules;

	private final IdempotentAnswers answers;

	private final WebSettings web;

	private final Clock clock;

	private final ApplicationEventPublisher events;

	private final RequestMetrics metrics;

	private final TransactionTemplate separately;

	Requests(RequestStore store, Workflows workflows, CaptureLinkIssuer links, RuleEvaluator rules,
			IdempotentAnswers answers, WebSettings web, Clock clock, ApplicationEventPublisher events,
			RequestMetrics metrics, PlatformTransactionManager transactions) {
		this.store = store;
		this.workflows = workflows;
		this.links = links;
		this.rules = rules;
		this.answers = answers;
		this.web = web;
		this.clock = clock;
		this.events = events;
		this.metrics = metrics;
		this.separately = new TransactionTemplate(transactions);
		this.separately.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Creates a request and starts the workflow of its first phase, both or none of it.
	 * @param idempotency says that the call may be a repetition, which gets the answer of
	 * the first one; or null
	 * @throws RequestRefused if the request may not be started; the subclass says why
	 * @throws RuleBroken if the gatepass rule cannot be decided
	 */
	@Transactional
	public CreatedRequest create(NewRequest details, Idempotency idempotency) {
		try {
			return createOrRepeat(details, idempotency);
		}
		catch (RequestRefused ex) {
			this.metrics.countRefused(ex);
			throw ex;
		}
	}

	private CreatedRequest createOrRepeat(NewRequest details, Idempotency idempotency) {
		if (idempotency == null) {
			return create(details);
		}
		Optional<CreatedRequest> earlier = this.answers.claim(details.application(), idempotency, now());
		if (earlier.isPresent()) {
			return earlier.get();
		}
		CreatedRequest created = create(details);
		this.answers.keep(details.application(), idempotency, created);
		return created;
	}

	private CreatedRequest create(NewRequest details) {
		Application application = details.application();
		requireWithinLimit(application);
		requireReachable(details);
		requireRedirect(details);
		requireNotificationToken(details);
		List<Phase> phases = PhasePlan.of(details, !this.store.isOnboarded(application.workspace(), details.userId()))
			.phases();
		RequestId id = RequestId.next();
		Optional<RuleDecision> gatepass = gatepass(details, phases.get(0));
		String authReqId = newAuthReqId();
		Request request = add(id, details, phases.get(0), phases.size(), Channel.API, authReqId);
		for (int number = 1; number <= phases.size(); number++) {
			this.store.addPhase(id, number, phases.get(number - 1), workflow(application, phases.get(number - 1)));
		}
		gatepass.ifPresent((decision) -> this.store.addRuleDecision(id, application.id(), RuleUse.GATEPASS, true,
				application.settings().gatepassRule(), decision.inputs(), true, now()));
		Optional<URI> captureUrl = this.links.issueForAnswer(request, application);
		this.workflows.start(application.workspace(), workflow(application, phases.get(0)), id);
		return new CreatedRequest(id, authReqId, lifetime(application), captureUrl);
	}

	/**
	 * Takes over a request that was started in the engine, so without {@link #create}.
	 * Joins the transaction of that start.
	 * @param details with a phase
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Request takeOver(NewRequest details, String processInstanceId, String definitionKey) {
		Request request = add(RequestId.next(), details, details.phase(), 1, Channel.ENGINE, newAuthReqId());
		this.store.addPhase(request.id(), 1, details.phase(), null);
		this.store.attach(request.id(), processInstanceId, definitionKey);
		return request;
	}

	/**
	 * Notes which process instance, of which process, works on the current phase of a
	 * request that {@link #create} made.
	 * @throws IllegalStateException if the request is unknown or another one works on it
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
	public Request find(String applicationId, RequestId id) {
		Request found = this.store.find(id)
			.filter((request) -> request.applicationId().equals(applicationId))
			.orElseThrow(RequestUnknown::new);
		LogContext.about(id, applicationId);
		return found;
	}

	/** Requests that match, newest first. */
	public List<Request> list(RequestQuery query) {
		return this.store.list(query);
	}

	/** What rules decided for a request, in that order. */
	public List<KeptRuleDecision> ruleDecisions(RequestId id) {
		return this.store.ruleDecisions(id);
	}

	/** What is known of a user of a workspace; nothing of one who never came. */
	public UserStatus user(String workspace, String userId) {
		return new UserStatus(this.store.isOnboarded(workspace, userId),
				this.store.registeredAt(workspace, userId).orElse(null));
	}

	/**
	 * Finds a request and keeps everybody else from deciding it until the transaction
	 * ends.
	 * @throws IllegalStateException if there is no such request
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Request lock(RequestId id) {
		return this.store.lock(id).orElseThrow(() -> new IllegalStateException("There is no request " + id));
	}

	/**
	 * Decides the current phase of a request, unless it was decided before. May be
	 * repeated.
	 * @return what was decided first, now or before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Decision decide(RequestId id, Decision decision) {
		Request request = lock(id);
		if (request.decision() != null) {
			return request.decision();
		}
		this.store.decide(id, decision, now());
		return decision;
	}

	/**
	 * Ends a request whose selfie is not decided yet, or whose next phase was not started
	 * yet. May be repeated.
	 * @throws RequestUnknown if there is no such request, or it is another application's
	 * @throws RequestDecided if it was decided or has ended before, other than by
	 * cancelling
	 */
	@Transactional
	public Request cancel(String applicationId, RequestId id) {
		find(applicationId, id);
		Request request = lock(id);
		if (request.open()) {
			decide(id, Decision.CANCELLED);
			this.workflows.cancelled(id);
			return get(id);
		}
		if (request.betweenPhases()) {
			this.workflows.abandonNextPhase(id);
			return get(id);
		}
		if (request.decision() != Decision.CANCELLED) {
			throw new RequestDecided();
		}
		return request;
	}

	/**
	 * Ends a request whose person does not want to be photographed. May be repeated.
	 * @throws RequestDecided if something else was decided before
	 */
	@Transactional
	public void refuseConsent(RequestId id) {
		Request request = lock(id);
		if (request.open()) {
			decide(id, Decision.CONSENT_REFUSED);
			this.workflows.consentRefused(id);
		}
		else if (request.decision() != Decision.CONSENT_REFUSED) {
			throw new RequestDecided();
		}
	}

	/**
	 * Writes how the registration of the current phase ended. May be repeated: the first
	 * outcome stays. A request that was cancelled ends as cancelled, also when its time
	 * was over before the process heard of it; the same holds for a refused consent.
	 * @return how the registration ended, now or before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Outcome recordOutcome(RequestId id, Outcome outcome) {
		Request request = lock(id);
		if (request.outcome() != null) {
			return request.outcome();
		}
		Outcome decided = decided(request, outcome);
		this.store.recordOutcome(id, request.phaseNumber(), decided, now());
		this.events.publishEvent(new OutcomeRecorded(id, request.phase(), decided));
		return decided;
	}

	/**
	 * Returns the result of the current phase as it will be published, once its outcome
	 * is recorded.
	 * @throws IllegalStateException if no outcome is recorded
	 */
	public Result currentResult(RequestId id) {
		Request request = get(id);
		if (request.outcome() == null) {
			throw new IllegalStateException("The registration of the request " + id + " has not ended");
		}
		return Result.of(request, request.phase(), request.outcome(), request.outcomeAt(), this.web);
	}

	private static Outcome decided(Request request, Outcome outcome) {
		if (request.decision() == Decision.CANCELLED) {
			return Outcome.CANCELLED;
		}
		return (request.decision() == Decision.CONSENT_REFUSED) ? Outcome.CONSENT_REFUSED : outcome;
	}

	/**
	 * Writes that the result of a phase is out: from now on it can be polled. The next
	 * phase follows, unless this one did not come to a good end: then it has the same
	 * result. May be repeated.
	 * @param processInstanceId of the workflow of the phase
	 * @return the results that are out by that, in the order of their phases
	 * @throws IllegalStateException if the registration has not ended
	 */
	@Transactional
	public List<Result> complete(RequestId id, String processInstanceId) {
		Request request = lock(id);
		RequestPhase phase = phase(id, processInstanceId);
		if (phase.outcome() == null) {
			throw new IllegalStateException("The registration of the request " + id + " has not ended");
		}
		List<RequestPhase> over = phase.outcome().goesOn() ? List.of(phase) : remaining(id, phase);
		if (!phase.completed()) {
			end(request, phase, over);
		}
		return over.stream()
			.map((ended) -> Result.of(request, ended.phase(), phase.outcome(), phase.outcomeAt(), this.web))
			.toList();
	}

	private void end(Request request, RequestPhase phase, List<RequestPhase> over) {
		for (RequestPhase ended : over) {
			if (ended.outcome() == null) {
				this.store.recordOutcome(request.id(), ended.number(), phase.outcome(), phase.outcomeAt());
			}
			this.store.completePhase(request.id(), ended.number(), now());
			this.events.publishEvent(new PhaseCompleted(request.id(), ended.phase(), phase.outcome(),
					Duration.between(request.createdAt(), now())));
		}
		if (phase.outcome().goesOn() && phase.number() < request.phases()) {
			this.workflows.nextPhase(request.workspace(), request.id());
		}
		else {
			this.store.complete(request.id(), now());
		}
	}

	/**
	 * Starts the workflow of the next phase. May be repeated: it is started once.
	 * @throws WorkflowMissing if it is not deployed any more
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void startNextPhase(RequestId id) {
		Request request = lock(id);
		if (request.betweenPhases()) {
			RequestPhase next = goToNextPhase(request);
			this.workflows.start(request.workspace(), next.workflow(), id);
		}
	}

	/**
	 * Ends the next phase of a request as cancelled if it was not started yet, because it
	 * will not be any more. May be repeated.
	 * @param processInstanceId of what was to start it
	 * @return whether it was not started yet
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean abandonNextPhase(RequestId id, String processInstanceId) {
		Request request = lock(id);
		if (!request.betweenPhases()) {
			return false;
		}
		RequestPhase next = goToNextPhase(request);
		this.store.attach(id, processInstanceId, next.workflow());
		this.store.decide(id, Decision.CANCELLED, now());
		return abandon(id, processInstanceId);
	}

	private RequestPhase goToNextPhase(Request request) {
		this.links.endPhase(request);
		this.store.nextPhase(request.id());
		return this.store.phases(request.id()).get(request.phaseNumber());
	}

	/**
	 * Ends a phase whose process instance is gone, whatever it had come to, and the
	 * phases that would have followed.
	 * @return whether its result was not out before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean abandon(RequestId id, String processInstanceId) {
		Request request = lock(id);
		if (request.completedAt() != null) {
			return false;
		}
		RequestPhase phase = phase(id, processInstanceId);
		if (phase.completed()) {
			return false;
		}
		this.store.recordOutcome(id, phase.number(), decided(request, Outcome.CANCELLED), now());
		RequestPhase ended = phase(id, processInstanceId);
		end(request, ended, ended.outcome().goesOn() ? List.of(ended) : remaining(id, ended));
		return true;
	}

	private RequestPhase phase(RequestId id, String processInstanceId) {
		return this.store.phases(id)
			.stream()
			.filter((phase) -> processInstanceId.equals(phase.processInstanceId()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"The process instance " + processInstanceId + " does not work on the request " + id));
	}

	private List<RequestPhase> remaining(RequestId id, RequestPhase from) {
		return this.store.phases(id).stream().filter((phase) -> phase.number() >= from.number()).toList();
	}

	/**
	 * @return the results of the phases whose workflow has published them, in their order
	 */
	public List<Result> results(Request request) {
		if (request.phaseNumber() == 1 && !request.completed()) {
			return List.of();
		}
		return this.store.phases(request.id())
			.stream()
			.filter(RequestPhase::completed)
			.map((phase) -> Result.of(request, phase.phase(), phase.outcome(), phase.outcomeAt(), this.web))
			.toList();
	}

	/**
	 * Asks for the result of a request by its secret handle.
	 * @throws AuthReqIdUnknown if there is none, or it is another application's
	 */
	@Transactional
	public PollAnswer poll(Application application, String authReqId) {
		Request request = this.store.findByAuthReqId(sha256(authReqId))
			.filter((found) -> found.applicationId().equals(application.id()))
			.orElseThrow(AuthReqIdUnknown::new);
		Instant now = now();
		if (request.completedAt() == null) {
			boolean slowEnough = this.store.polled(request.id(), now.minus(POLL_INTERVAL).plus(POLL_TOLERANCE), now);
			return new PollAnswer(slowEnough ? Status.AUTHORIZATION_PENDING : Status.SLOW_DOWN, request, List.of());
		}
		if (request.completedAt().plus(application.settings().retention()).isBefore(now)) {
			return new PollAnswer(Status.EXPIRED_TOKEN, request, List.of());
		}
		return new PollAnswer(status(request.outcome()), request, results(request));
	}

	private static Status status(Outcome outcome) {
		return switch (outcome) {
			case REGISTERED, SKIPPED, ATTEMPTS_EXHAUSTED, UNDELIVERABLE -> Status.DONE;
			case EXPIRED -> Status.EXPIRED_TOKEN;
			case CANCELLED, CONSENT_REFUSED -> Status.ACCESS_DENIED;
		};
	}

	/**
	 * What a ping about a request says.
	 * @return empty if the application was not pinged when the request was made
	 */
	public Optional<PingHandles> pingHandles(RequestId id) {
		return this.store.pingHandles(id);
	}

	/** Keeps why a selfie was wanted, or not. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void keepRuleDecision(Request request, boolean enabled, String rule, Map<String, Object> inputs,
			boolean outcome) {
		this.store.addRuleDecision(request.id(), request.applicationId(), RuleUse.MODULE, enabled, rule, inputs,
				outcome, now());
	}

	private void requireWithinLimit(Application application) {
		Integer limit = application.settings().requestsPerMinute();
		if (limit != null && this.store.countSince(application.id(), now().minus(LIMIT_PERIOD)) >= limit) {
			throw new TooManyRequests(limit);
		}
	}

	private static void requireReachable(NewRequest details) {
		ApplicationSettings settings = details.application().settings();
		if (settings.verificationWay() != VerificationWay.WEB) {
			return;
		}
		if (settings.notificationType() == NotificationType.EMAIL && details.email() == null) {
			throw new ContactMissing("email");
		}
		if (settings.notificationType() == NotificationType.SMS && details.phone() == null) {
			throw new ContactMissing("phone");
		}
	}

	private static void requireRedirect(NewRequest details) {
		ApplicationSettings settings = details.application().settings();
		if (details.redirectUrl() != null && !settings.redirectUrls().contains(details.redirectUrl())) {
			throw new RedirectNotAllowed("'redirect_url' is none of the addresses that the application lists");
		}
		if (details.redirectUrl() == null && settings.resultNotificationWay() == ResultNotificationWay.REDIRECT) {
			throw new RedirectNotAllowed("'redirect_url' is needed: the application's result comes with the person");
		}
	}

	private static void requireNotificationToken(NewRequest details) {
		boolean pinged = details.application().settings().resultNotificationWay() == ResultNotificationWay.PING;
		if (pinged && details.notificationToken() == null) {
			throw new NotificationTokenMissing();
		}
	}

	private Optional<RuleDecision> gatepass(NewRequest details, Phase phase) {
		Application application = details.application();
		String rule = application.settings().gatepassRule();
		if (rule == null || rule.isBlank()) {
			return Optional.empty();
		}
		Instant registeredAt = user(application.workspace(), details.userId()).registeredAt();
		RuleDecision decision = this.rules.decide(rule, RuleContext.of(details, phase, registeredAt, now()),
				application.workspace());
		if (!decision.satisfied()) {
			this.separately.executeWithoutResult((status) -> this.store.addRuleDecision(null, application.id(),
					RuleUse.GATEPASS, true, rule, decision.inputs(), false, now()));
			throw new GatepassRefused(rule, decision);
		}
		return Optional.of(decision);
	}

	private static String workflow(Application application, Phase phase) {
		return (phase == Phase.ONBOARDING) ? application.settings().onboardingWorkflow()
				: application.settings().verificationWorkflow();
	}

	private Request add(RequestId id, NewRequest details, Phase phase, int phases, Channel channel, String authReqId) {
		Application application = details.application();
		Request request = new Request(id, application.workspace(), application.id(), phase, 1, phases, details.userId(),
				details.email(), details.phone(), details.locale(), details.metadata(), details.forceOnboarding(),
				channel, details.clientAddress(), now(), details.redirectUrl(), details.state(), null, null, null,
				false, null);
		this.store.add(request,
				new Handles(authReqId, application.settings().resultNotificationWay() == ResultNotificationWay.PING,
						details.notificationToken()));
		LogContext.about(id, application.id());
		this.events.publishEvent(new RequestCreated(id, application.id(), phase, channel));
		return request;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static Duration lifetime(Application application) {
		return application.settings().linkExpiry().plus(application.settings().sessionLength());
	}

	private static String newAuthReqId() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** The form in which an {@code auth_req_id} is kept and found. */
	public static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
