package io.selfieregistration.result;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.application.Application;
import io.selfieregistration.platform.Sha256;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestPhase;
import io.selfieregistration.request.RequestStore;
import io.selfieregistration.request.RequestStore.PingHandles;
import io.selfieregistration.request.Requests;
import io.selfieregistration.result.PollAnswer.Status;
import io.selfieregistration.web.WebSettings;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Provides the results of requests during their retention, with a rate limit for polling.
 */
@Service
public class Results {

	/** Minimum interval between two polls; slightly early calls are accepted. */
	private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

	private static final Duration POLL_TOLERANCE = Duration.ofMillis(500);

	private final RequestStore store;

	private final Requests requests;

	private final WebSettings web;

	private final Clock clock;

	Results(RequestStore store, Requests requests, WebSettings web, Clock clock) {
		this.store = store;
		this.requests = requests;
		this.web = web;
		this.clock = clock;
	}

	/** Lists the published results of a request, in the order of its phases. */
	public List<Result> published(Request request) {
		if (request.phaseNumber() == 1 && !request.phaseCompleted()) {
			return List.of();
		}
		return this.requests.phases(request.id())
			.stream()
			.filter(RequestPhase::completed)
			.map((phase) -> Result.of(request, phase, this.web))
			.toList();
	}

	/** Returns the result of a phase with an outcome. */
	public Result of(Request request, RequestPhase phase) {
		return Result.of(request, phase, this.web);
	}

	/** Returns the result that a phase would have if the given run were its last. */
	public Result after(ModuleRun run) {
		Request request = this.requests.get(run.id().request());
		List<ModuleRun> runs = (run.id().number() == 1) ? List.of(run) : this.requests.currentPhase(request).runs();
		ModuleRun decisive = runs.stream()
			.filter((earlier) -> earlier.outcome() == Outcome.REGISTERED)
			.findFirst()
			.orElse(run);
		return Result.of(request, new RequestPhase(request.phaseNumber(), request.phase(), null, null,
				decisive.outcome(), decisive.outcomeAt(), null, runs), this.web);
	}

	/**
	 * Polls the result of a request by its secret handle.
	 * @throws AuthReqIdUnknown if there is none, or it is another application's
	 */
	@Transactional(rollbackFor = Exception.class)
	public PollAnswer poll(Application application, String authReqId) throws AuthReqIdUnknown {
		Request request = this.store.findByAuthReqId(Sha256.of(authReqId))
			.filter((found) -> found.applicationId().equals(application.id()))
			.orElseThrow(AuthReqIdUnknown::new);
		Instant now = this.clock.instant();
		if (!request.completed()) {
			boolean slowEnough = this.store.polled(request.id(), now.minus(POLL_INTERVAL).plus(POLL_TOLERANCE), now);
			return new PollAnswer(slowEnough ? Status.AUTHORIZATION_PENDING : Status.SLOW_DOWN, request, List.of());
		}
		if (request.completedAt().plus(application.settings().retention()).isBefore(now)) {
			return new PollAnswer(Status.EXPIRED_TOKEN, request, List.of());
		}
		return new PollAnswer(status(request.outcome()), request, published(request));
	}

	/**
	 * Finds the content of a ping about a request.
	 * @return empty if the application was not pinged when the request was made
	 */
	public Optional<PingHandles> pingHandles(RequestId id) {
		return this.store.pingHandles(id);
	}

	private static Status status(Outcome outcome) {
		return switch (outcome) {
			case REGISTERED, VERIFIED, SKIPPED, ATTEMPTS_EXHAUSTED, NOT_MATCHED, NOT_REGISTERED, UNDELIVERABLE ->
				Status.DONE;
			case EXPIRED -> Status.EXPIRED_TOKEN;
			case CANCELLED, CONSENT_REFUSED -> Status.ACCESS_DENIED;
		};
	}

}
