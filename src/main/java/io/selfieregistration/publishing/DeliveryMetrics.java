package io.selfieregistration.publishing;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import io.selfieregistration.publishing.Delivery.Kind;
import io.selfieregistration.publishing.Delivery.State;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Measures delivery attempts and their results. */
@Component
class DeliveryMetrics {

	private static final Duration[] BUCKETS = { Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
			Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
			Duration.ofSeconds(15) };

	/** Label for an attempt without an answer. */
	private static final String NO_RESPONSE = "none";

	/** Label for a status outside the known classes. */
	private static final String OTHER_RESPONSE = "other";

	private final MeterProvider<Timer> attempts;

	private final MeterProvider<Counter> ended;

	private final Counter waited;

	DeliveryMetrics(MeterRegistry registry) {
		this.attempts = Timer.builder("selfie.delivery.attempts")
			.description("Time of an attempt to deliver a message, by kind, result and class of the response")
			.serviceLevelObjectives(BUCKETS)
			.withRegistry(registry);
		this.ended = Counter.builder("selfie.deliveries.ended")
			.description("Ended deliveries, by kind: delivered or dead")
			.withRegistry(registry);
		this.waited = Counter.builder("selfie.delivery.waits")
			.description("Deliveries postponed because their receiver was busy")
			.register(registry);
		for (Kind kind : Kind.values()) {
			attempt(kind, true, "2xx");
			for (String response : new String[] { NO_RESPONSE, "3xx", "4xx", "5xx" }) {
				attempt(kind, false, response);
			}
			ended(State.DELIVERED, kind);
			ended(State.DEAD, kind);
		}
	}

	void attempted(Kind kind, WebhookAnswer answer) {
		attempt(kind, answer.taken(), response(answer.status())).record(answer.latency());
	}

	void waited() {
		this.waited.increment();
	}

	/** Counts a delivery that ends in the current transaction. */
	void ended(Kind kind, State state) {
		Counter counter = ended(state, kind);
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				counter.increment();
			}

		});
	}

	private Timer attempt(Kind kind, boolean taken, String response) {
		return this.attempts
			.withTags(Tags.of("kind", kind.code(), "result", taken ? "taken" : "not_taken", "response", response));
	}

	private Counter ended(State state, Kind kind) {
		return this.ended.withTags(Tags.of("kind", kind.code(), "result", state.code()));
	}

	/** Maps a status, which may be any number, to a label. */
	private static String response(Integer status) {
		if (status == null) {
			return NO_RESPONSE;
		}
		return (status >= 100 && status < 600) ? String.format(Locale.ROOT, "%dxx", status / 100) : OTHER_RESPONSE;
	}

}
