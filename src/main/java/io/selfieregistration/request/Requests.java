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
import java.util.Map;
import java.util.Optional;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Application.Notification;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.web.WebSettings;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Starts requests, decides them, ends them. */
@Service
public class Requests {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final RequestStore store;

	private final Workflows workflows;

	private final CaptureLinkIssuer links;

	private final WebSettings web;

	private final Clock clock;

	Requests(RequestStore store, Workflows workflows, CaptureLinkIssuer links, WebSettings web, Clock clock) {
		this.store = store;
		this.workflows = workflows;
		this.links = links;
		this.web = web;
		this.clock = clock;
	}

	/**
	 * Creates a request and starts its workflow, both or none of it.
	 * @throws ContactMissing if the person could never be reached
	 * @throws WorkflowMissing if the application's workflow is not deployed
	 */
	@Transactional(rollbackFor = Exception.class)
	public CreatedRequest create(NewRequest details) throws ContactMissing, WorkflowMissing {
		Application application = details.application();
		if (application.notification() == Notification.EMAIL && details.email() == null) {
			throw new ContactMissing();
		}
		String authReqId = newAuthReqId();
		Request request = add(RequestId.next(), details, Channel.API, authReqId);
		Optional<URI> captureUrl = this.links.issueForAnswer(request);
		this.workflows.start(application.workspace(), application.workflow(), request.id());
		return new CreatedRequest(request.id(), authReqId, lifetime(application), captureUrl);
	}

	/**
	 * Takes over a request that was started in the engine, so without {@link #create}.
	 * Joins the transaction of that start.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Request takeOver(NewRequest details, String processInstanceId) {
		Request request = add(RequestId.next(), details, Channel.ENGINE, newAuthReqId());
		this.store.attach(request.id(), processInstanceId);
		return request;
	}

	/**
	 * Notes which process instance works on a request that {@link #create} made.
	 * @throws IllegalStateException if the request is unknown or another one works on it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Request attach(RequestId id, String processInstanceId) {
		if (!this.store.attach(id, processInstanceId)) {
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
		return this.store.find(id)
			.filter((request) -> request.applicationId().equals(applicationId))
			.orElseThrow(RequestUnknown::new);
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
	 * Decides a request, unless it was decided before. May be repeated.
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
	 * Ends a request whose selfie is not decided yet. May be repeated.
	 * @throws RequestUnknown if there is no such request, or it is another application's
	 * @throws RequestDecided if it was decided or has ended before, other than by
	 * cancelling
	 */
	@Transactional(rollbackFor = Exception.class)
	public Request cancel(String applicationId, RequestId id) throws RequestUnknown, RequestDecided {
		find(applicationId, id);
		Request request = lock(id);
		if (request.open()) {
			decide(id, Decision.CANCELLED);
			this.workflows.cancelled(id);
			return get(id);
		}
		if (request.decision() != Decision.CANCELLED) {
			throw new RequestDecided();
		}
		return request;
	}

	/**
	 * Writes how the registration ended. May be repeated: the first outcome stays. A
	 * request that was cancelled ends as cancelled, also when its time was over before
	 * the process heard of it.
	 * @return how the registration ended, now or before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Outcome recordOutcome(RequestId id, Outcome outcome) {
		Request request = lock(id);
		if (request.outcome() != null) {
			return request.outcome();
		}
		Outcome decided = (request.decision() == Decision.CANCELLED) ? Outcome.CANCELLED : outcome;
		this.store.recordOutcome(id, decided, now());
		return decided;
	}

	/**
	 * Writes that the result is out: from now on it can be polled. May be repeated.
	 * @throws IllegalStateException if the registration has not ended
	 */
	@Transactional
	public Result complete(RequestId id) {
		Request request = lock(id);
		if (request.outcome() == null) {
			throw new IllegalStateException("The registration of the request " + id + " has not ended");
		}
		if (!request.completed()) {
			this.store.complete(id, now());
		}
		return Result.of(request, this.web);
	}

	/** Ends a request whose process instance is gone, whatever it had come to. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void abandon(RequestId id) {
		if (!lock(id).completed()) {
			recordOutcome(id, Outcome.CANCELLED);
			this.store.complete(id, now());
		}
	}

	/**
	 * @return empty until the workflow has published it
	 */
	public Optional<Result> result(Request request) {
		return request.completed() ? Optional.of(Result.of(request, this.web)) : Optional.empty();
	}

	/** Keeps why a selfie was wanted, or not. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void keepRuleDecision(RequestId id, boolean enabled, String rule, Map<String, Object> inputs,
			boolean outcome) {
		this.store.addRuleDecision(id, enabled, rule, inputs, outcome, this.clock.instant());
	}

	private Request add(RequestId id, NewRequest details, Channel channel, String authReqId) {
		Application application = details.application();
		Request request = new Request(id, application.workspace(), application.id(), details.phase(), details.userId(),
				details.email(), details.locale(), details.metadata(), channel, details.clientAddress(), now(), null,
				null, null, false);
		this.store.add(request, sha256(authReqId));
		return request;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static Duration lifetime(Application application) {
		return application.linkExpiry().plus(application.session());
	}

	private static String newAuthReqId() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
