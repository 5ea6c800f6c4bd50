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

/** Tells what requests came to. */
@Service
public class Results {

	/** How often a result may be asked for; a call that is a little early is let pass. */
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

	/** The results of the phases whose workflow has published them, in their order. */
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

	/** The result of a phase with an outcome. */
	public Result of(Request request, RequestPhase phase) {
		return Result.of(request, phase, this.web);
	}

	/** The result that a phase would have if the given run were its last. */
	public Result after(ModuleRun run) {
		Request request = this.requests.get(run.id().request());
		ModuleRun decisive = (run.id().number() == 1) ? run
				: this.requests.currentPhase(request).registered().orElse(run);
		return Result.of(request, new RequestPhase(request.phaseNumber(), request.phase(), null, null,
				decisive.outcome(), decisive.outcomeAt(), null, List.of()), this.web);
	}

	/**
	 * Asks for the result of a request by its secret handle.
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
	 * What a ping about a request says.
	 * @return empty if the application was not pinged when the request was made
	 */
	public Optional<PingHandles> pingHandles(RequestId id) {
		return this.store.pingHandles(id);
	}

	private static Status status(Outcome outcome) {
		return switch (outcome) {
			case REGISTERED, SKIPPED, ATTEMPTS_EXHAUSTED, UNDELIVERABLE -> Status.DONE;
			case EXPIRED -> Status.EXPIRED_TOKEN;
			case CANCELLED, CONSENT_REFUSED -> Status.ACCESS_DENIED;
		};
	}

}
