package io.selfieregistration.renewal;

import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.selfieregistration.renewal.RenewalFailure.Reason;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts renewed templates, and those that could not be renewed. */
@Component
class RenewalMetrics {

	private static final String NAME = "selfie.renewal.templates";

	private final Counter renewed;

	private final Map<Reason, Counter> failed = new EnumMap<>(Reason.class);

	RenewalMetrics(MeterRegistry registry) {
		this.renewed = counter(registry, "renewed");
		for (Reason reason : Reason.values()) {
			this.failed.put(reason, counter(registry, reason.code()));
		}
	}

	private static Counter counter(MeterRegistry registry, String result) {
		return Counter.builder(NAME)
			.description("Facial templates that a renewal has looked at, by result: renewed, or why not")
			.tag("result", result)
			.register(registry);
	}

	/** Counts a template that is renewed in the current transaction. */
	void renewed() {
		TransactionSynchronizationManager.registerSynchronization(new Increment(this.renewed));
	}

	/** Counts a template that is found in the current transaction not to be renewable. */
	void failed(Reason reason) {
		TransactionSynchronizationManager.registerSynchronization(new Increment(this.failed.get(reason)));
	}

	/** Counts what was committed. */
	private record Increment(Counter counter) implements TransactionSynchronization {

		@Override
		public void afterCommit() {
			this.counter.increment();
		}

	}

}
