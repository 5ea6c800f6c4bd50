package io.selfieregistration.intake;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.intake.IdempotentAnswers.Idempotency;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.invitation.CaptureWindow;
import io.selfieregistration.request.LogContext;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.request.RequestEvent;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestStore;
import io.selfieregistration.request.RequestStore.Handles;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.RuleContext;
import io.selfieregistration.request.RuleDecisionStore;
import io.selfieregistration.request.RuleDecisionStore.RuleUse;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.workflow.WorkflowMissing;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes requests in: checks rate limit, contact and gatepass, plans the phases, honours
 * the idempotency key, issues the capture link and starts the workflow.
 */
@Service
public class RequestIntake {

	private static final SecureRandom RANDOM = new SecureRandom();

	/** Window of the rate limit of an application. */
	private static final Duration LIMIT_PERIOD = Duration.ofMinutes(1);

	private final RequestStore store;

	private final RuleDecisionStore decisions;

	private final Requests requests;

	private final Workflows workflows;

	private final CaptureLinks links;

	private final RuleEvaluator rules;

	private final IdempotentAnswers answers;

	private final Clock clock;

	private final ApplicationEventPublisher events;

	private final IntakeMetrics metrics;

	private final TransactionTemplate separately;

	RequestIntake(RequestStore store, RuleDecisionStore decisions, Requests requests, Workflows workflows,
			CaptureLinks links, RuleEvaluator rules, IdempotentAnswers answers, Clock clock,
			ApplicationEventPublisher events, IntakeMetrics metrics, PlatformTransactionManager transactions) {
		this.store = store;
		this.decisions = decisions;
		this.requests = requests;
		this.workflows = workflows;
		this.links = links;
		this.rules = rules;
		this.answers = answers;
		this.clock = clock;
		this.events = events;
		this.metrics = metrics;
		this.separately = new TransactionTemplate(transactions);
		this.separately.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Creates a request and starts the workflow of its first phase, in one transaction.
	 * @param idempotency key of the call, for which a repetition gets the first answer;
	 * or null
	 * @throws RequestRefused if the request may not be started; the subclass says why
	 * @throws WorkflowMissing if there is no workflow to run
	 * @throws RuleBroken if the gatepass rule cannot be evaluated
	 */
	@Transactional
	public CreatedRequest create(NewRequest details, Idempotency idempotency) {
		try {
			return createOrRepeat(details, idempotency);
		}
		catch (RequestRefused | WorkflowMissing ex) {
			this.metrics.countRefused(ex);
			throw ex;
		}
	}

	private CreatedRequest createOrRepeat(NewRequest details, Idempotency idempotency) {
		if (idempotency == null) {
			return create(details);
		}
		Optional<CreatedRequest> earlier = this.answers.claim(details.application(), idempotency, this.clock.instant());
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
		List<Phase> phases = PhasePlan
			.of(details, () -> !this.store.isOnboarded(application.workspace(), details.userId()))
			.phases();
		Request request = request(details, phases.get(0), phases.size(), Channel.API);
		Optional<RuleDecision> gatepass = gatepass(request, application);
		String authReqId = newAuthReqId();
		add(request, details, authReqId);
		for (int number = 1; number <= phases.size(); number++) {
			this.store.addPhase(request.id(), number, phases.get(number - 1),
					workflow(application, phases.get(number - 1)));
		}
		gatepass.ifPresent((decision) -> this.decisions.add(request.id(), application.id(), RuleUse.GATEPASS, true,
				application.settings().gatepassRule(), decision.inputs(), true, this.clock.instant()));
		Optional<URI> captureUrl = this.links.issueForAnswer(request.id(), application);
		this.workflows.start(application.workspace(), workflow(application, phases.get(0)), request.id());
		requireStillWithinLimit(application);
		return new CreatedRequest(request.id(), authReqId, lifetime(application), captureUrl);
	}

	/**
	 * Creates the request of a workflow that was started in the engine, without
	 * {@link #create}. Joins the transaction of that start.
	 * @param details with a phase
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Request takeOver(NewRequest details, String processInstanceId, String definitionKey) {
		Request request = request(details, details.phase(), 1, Channel.ENGINE);
		add(request, details, newAuthReqId());
		this.store.addPhase(request.id(), 1, details.phase(), null);
		this.store.attach(request.id(), processInstanceId, definitionKey);
		return request;
	}

	/** Refuses early what is over the limit anyway, before the work of a start. */
	private void requireWithinLimit(Application application) {
		Integer limit = application.settings().requestsPerMinute();
		if (limit != null && startedLately(application) >= limit) {
			throw new TooManyRequests(limit);
		}
	}

	/**
	 * Counts again, with this request, and lets no other be counted before this one is
	 * committed. Last of all, so that starts of an application wait for each other only
	 * that long.
	 */
	private void requireStillWithinLimit(Application application) {
		Integer limit = application.settings().requestsPerMinute();
		if (limit != null) {
			this.store.lockCount(application.id());
			if (startedLately(application) > limit) {
				throw new TooManyRequests(limit);
			}
		}
	}

	private int startedLately(Application application) {
		return this.store.countSince(application.id(), this.clock.instant().minus(LIMIT_PERIOD));
	}

	private void requireReachable(NewRequest details) {
		this.links.contactProblem(details.application(), details.email(), details.phone()).ifPresent((problem) -> {
			throw problem.isMissing() ? new ContactMissing(problem.sentence())
					: new ContactUnusable(problem.sentence());
		});
	}

	private static void requireRedirect(NewRequest details) {
		ApplicationSettings settings = details.application().settings();
		if (details.redirectUrl() != null && !settings.redirectUrls().contains(details.redirectUrl())) {
			throw new RedirectNotAllowed("'redirect_url' must be one of the application's redirect addresses");
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

	/**
	 * Evaluates the gatepass rule. A refusal is recorded in a transaction of its own, as
	 * there is no request to record it with.
	 */
	private Optional<RuleDecision> gatepass(Request request, Application application) {
		String rule = application.settings().gatepassRule();
		if (rule == null || rule.isBlank()) {
			return Optional.empty();
		}
		Instant registeredAt = this.requests.user(application.workspace(), request.userId()).registeredAt();
		RuleDecision decision = this.rules.decide(rule,
				RuleContext.of(request, application, registeredAt, request.createdAt()), application.workspace());
		if (!decision.satisfied()) {
			this.separately.executeWithoutResult((status) -> this.decisions.add(null, application.id(),
					RuleUse.GATEPASS, true, rule, decision.inputs(), false, this.clock.instant()));
			throw new GatepassRefused(rule, decision);
		}
		return Optional.of(decision);
	}

	private static String workflow(Application application, Phase phase) {
		return (phase == Phase.ONBOARDING) ? application.settings().onboardingWorkflow()
				: application.settings().verificationWorkflow();
	}

	private Request request(NewRequest details, Phase phase, int phases, Channel channel) {
		Application application = details.application();
		return new Request(RequestId.next(), application.workspace(), application.id(), phase, 1, phases,
				details.userId(), details.email(), details.phone(), details.locale(), details.metadata(),
				details.forceOnboarding(), channel, details.clientAddress(), this.clock.instant(),
				details.redirectUrl(), details.state(), null, null, null, null);
	}

	private void add(Request request, NewRequest details, String authReqId) {
		this.store.add(request,
				new Handles(authReqId,
						details.application().settings().resultNotificationWay() == ResultNotificationWay.PING,
						details.notificationToken()));
		LogContext.about(request.id(), request.applicationId());
		this.events.publishEvent(
				new RequestEvent.Created(request.id(), request.applicationId(), request.phase(), request.channel()));
	}

	private static Duration lifetime(Application application) {
		return application.settings()
			.linkExpiry()
			.plus(CaptureWindow.longestSession(application.settings().sessionLength()));
	}

	private static String newAuthReqId() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
