package io.selfieregistration.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;

import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Exposes the readiness of this node as a metric. */
@Component
class ReadinessGauge {

	private static final String READINESS = "readiness";

	private final CachedReading<Boolean> ready;

	ReadinessGauge(HealthEndpoint health, MeterRegistry registry) {
		this.ready = new CachedReading<>(READINESS, () -> Status.UP.equals(health.healthForPath(READINESS).getStatus()),
				false, System::nanoTime);
		Gauge.builder("selfie.ready", this.ready, (reading) -> reading.get() ? 1 : 0)
			.description("1 if this node is ready: its database and its object store answer and its models passed"
					+ " their self-test; 0 if not, or if they do not answer in time")
			.register(registry);
	}

	@PreDestroy
	void close() {
		this.ready.close();
	}

}
