package io.selfieregistration.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;

import io.selfieregistration.web.Problems;
import io.selfieregistration.workflow.WorkflowMissing;

import org.springframework.stereotype.Component;

/** Counts refused requests by the code of the refusal. */
@Component
class IntakeMetrics {

	private final MeterProvider<Counter> refused;

	IntakeMetrics(MeterRegistry registry) {
		this.refused = Counter.builder("selfie.requests.refused")
			.description("Refused requests, by the code of the refusal")
			.withRegistry(registry);
		Problems.statuses(RequestRefused.class).keySet().forEach(this::refused);
		Problems.statuses(WorkflowMissing.class).keySet().forEach(this::refused);
	}

	void countRefused(RuntimeException why) {
		refused(Problems.codeOf(why)).increment();
	}

	private Counter refused(String code) {
		return this.refused.withTag("reason", code);
	}

}
