package io.selfieregistration.monitoring;

import io.selfieregistration.face.FaceAnalysis;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Whether selfies can be judged: the models are loaded and passed their check. */
@Component
class FaceHealthIndicator extends AbstractHealthIndicator {

	private final FaceAnalysis analysis;

	FaceHealthIndicator(FaceAnalysis analysis) {
		this.analysis = analysis;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up().withDetail("analysis", this.analysis.getClass().getSimpleName());
	}

}
