package io.selfieregistration.capture;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.Severity;
import io.selfieregistration.platform.Coded;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts submitted selfies and their findings. */
@Component
class CaptureMetrics {

	private static final String NOTHING = "none";

	private final MeterProvider<Counter> attempts;

	private final MeterProvider<Counter> findings;

	CaptureMetrics(MeterRegistry registry) {
		this.attempts = Counter.builder("selfie.attempts")
			.description("Submitted selfies, by verdict and by the most important thing that was said about them;"
					+ " an unusable one was no picture and does not count for the person")
			.withRegistry(registry);
		this.findings = Counter.builder("selfie.findings")
			.description("All that was said about submitted selfies, by reason and severity")
			.withRegistry(registry);
		List<String> reasons = new ArrayList<>(List.of(NOTHING));
		for (ReasonCode reason : ReasonCode.values()) {
			reasons.add(reason.code());
			for (Severity severity : Severity.values()) {
				finding(reason, severity);
			}
		}
		reasons.forEach((reason) -> attempt(VerdictWord.ACCEPTED, reason));
		reasons.forEach((reason) -> attempt(VerdictWord.REFUSED, reason));
		for (SelfieImageRejected.Reason reason : SelfieImageRejected.Reason.values()) {
			attempt(VerdictWord.UNUSABLE, reason.code());
		}
	}

	@TransactionalEventListener
	void count(SelfieJudged selfie) {
		String reason = selfie.findings().isEmpty() ? NOTHING : selfie.findings().get(0).code().code();
		attempt(selfie.accepted() ? VerdictWord.ACCEPTED : VerdictWord.REFUSED, reason).increment();
		for (Finding finding : selfie.findings()) {
			finding(finding.code(), finding.severity()).increment();
		}
	}

	void countUnusable(SelfieImageRejected why) {
		attempt(VerdictWord.UNUSABLE, why.reason().code()).increment();
	}

	private Counter attempt(VerdictWord verdict, String reason) {
		return this.attempts.withTags(Tags.of("verdict", verdict.code(), "reason", reason));
	}

	private Counter finding(ReasonCode reason, Severity severity) {
		return this.findings.withTags(Tags.of("reason", reason.code(), "severity", severity.code()));
	}

	private enum VerdictWord implements Coded {

		ACCEPTED, REFUSED, UNUSABLE

	}

}
