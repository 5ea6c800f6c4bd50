package io.selfieregistration.request;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import io.selfieregistration.request.Request.Channel;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Counts started requests and published results, after commit. Labels take their values
 * from enumerations, and every combination is registered at startup.
 */
@Component
class RequestMetrics {

	/** Buckets from minutes to days. */
	private static final Duration[] BUCKETS = { Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5),
			Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1),
			Duration.ofHours(3), Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(7) };

	private final MeterProvider<Counter> created;

	private final MeterProvider<Counter> completed;

	private final MeterProvider<Timer> duration;

	RequestMetrics(MeterRegistry registry) {
		this.created = Counter.builder("selfie.requests.started")
			.description("Requests that were started, by their first phase and by where they came from")
			.withRegistry(registry);
		this.completed = Counter.builder("selfie.requests.completed")
			.description("Phases with a published result, by phase and outcome")
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
	}

	@TransactionalEventListener
	void count(RequestEvent.Created request) {
		created(request.phase(), request.channel()).increment();
	}

	@TransactionalEventListener
	void count(RequestEvent.PhaseCompleted phase) {
		completed(phase.phase(), phase.outcome()).increment();
		duration(phase.outcome()).record(phase.sinceCreation());
	}

	private Counter created(Phase phase, Channel channel) {
		return this.created.withTags(Tags.of("phase", phase.code(), "channel", channel.code()));
	}

	private Counter completed(Phase phase, Outcome outcome) {
		return this.completed.withTags(Tags.of("phase", phase.code(), "outcome", outcome.code()));
	}

	private Timer duration(Outcome outcome) {
		return this.duration.withTags(Tags.of("outcome", outcome.code()));
	}

}
