package io.selfieregistration.request;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import io.selfieregistration.request.Request.Channel;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Counts what becomes of requests, once it is certain. Every label is one of the few
 * values of an enumeration, and every combination is there from the start.
 */
@Component
class RequestMetrics {

	/** People come back in minutes, or the other day. */
	private static final Duration[] BUCKETS = { Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5),
			Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1),
			Duration.ofHours(3), Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(7) };

	private final MeterProvider<Counter> created;

	private final MeterProvider<Counter> refused;

	private final MeterProvider<Counter> completed;

	private final MeterProvider<Timer> duration;

	RequestMetrics(MeterRegistry registry) {
		this.created = Counter.builder("selfie.requests.started")
			.description("Requests that were started, by their first phase and by where they came from")
			.withRegistry(registry);
		this.refused = Counter.builder("selfie.requests.refused")
			.description("Calls that wanted to start a request and might not, by the reason")
			.withRegistry(registry);
		this.completed = Counter.builder("selfie.requests.completed")
			.description("Phases of requests whose result is out, by phase and outcome")
			.withRegistry(registry);
		this.duration = Timer.builder("selfie.requests.duration")
			.description("Time from the start of a request to the result of a phase, by outcome")
			.serviceLevelObjectives(BUCKETS)
			.withRegistry(registry);
		for (Phase phase : Phase.values()) {
			for (Channel channel : Channel.values()) {
				created(phase, channel);
			}
			for (Outcome outcome : Outcome.values()) {
				completed(phase, outcome);
			}
		}
		for (Outcome outcome : Outcome.values()) {
			duration(outcome);
		}
		for (Refusal refusal : Refusal.values()) {
			refused(refusal);
		}
	}

	@TransactionalEventListener
	void count(RequestCreated request) {
		created(request.phase(), request.channel()).increment();
	}

	@TransactionalEventListener
	void count(PhaseCompleted phase) {
		completed(phase.phase(), phase.outcome()).increment();
		duration(phase.outcome()).record(phase.sinceCreation());
	}

	/** Counts a call that started nothing; any other exception is no refusal. */
	void countRefused(Exception why) {
		for (Refusal refusal : Refusal.values()) {
			if (refusal.type.isInstance(why)) {
				refused(refusal).increment();
			}
		}
	}

	private Counter created(Phase phase, Channel channel) {
		return this.created
			.withTags(Tags.of("phase", phase.code(), "channel", channel.name().toLowerCase(Locale.ROOT)));
	}

	private Counter refused(Refusal refusal) {
		return this.refused.withTags(Tags.of("reason", refusal.name().toLowerCase(Locale.ROOT)));
	}

	private Counter completed(Phase phase, Outcome outcome) {
		return this.completed.withTags(Tags.of("phase", phase.code(), "outcome", outcome.code()));
	}

	private Timer duration(Outcome outcome) {
		return this.duration.withTags(Tags.of("outcome", outcome.code()));
	}

	/** Why a request is not started. */
	private enum Refusal {

		TOO_MANY_REQUESTS(TooManyRequests.class), CONTACT_MISSING(ContactMissing.class),
		REDIRECT_NOT_ALLOWED(RedirectNotAllowed.class), NOTIFICATION_TOKEN_MISSING(NotificationTokenMissing.class),
		PHASE_NOT_PERMITTED(PhaseNotPermitted.class), GATEPASS_REFUSED(GatepassRefused.class),
		WORKFLOW_MISSING(WorkflowMissing.class), IDEMPOTENCY_KEY_REUSED(IdempotencyKeyReused.class);

		private final Class<? extends Exception> type;

		Refusal(Class<? extends Exception> type) {
			this.type = type;
		}

	}

}
