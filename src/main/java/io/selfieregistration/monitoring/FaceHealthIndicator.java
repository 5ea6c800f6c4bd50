package io.selfieregistration.monitoring;

import io.selfieregistration.face.FaceSelfTest;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Health of the face analysis: the models are loaded, and the analysis has passed its
 * self-test. Otherwise the service does not start.
 */
@Component
class FaceHealthIndicator extends AbstractHealthIndicator {

	private final FaceSelfTest selfTest;

	FaceHealthIndicator(FaceSelfTest selfTest) {
		this.selfTest = selfTest;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up()
			.withDetail("analysis", this.selfTest.analysis())
			.withDetail("selfTest", "passed")
			.withDetail("selfTestMillis", this.selfTest.time().toMillis());
	}

}
