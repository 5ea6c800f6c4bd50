package io.selfieregistration.face;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Measures how long judging takes and how many wait for it, on this node. */
class FaceMetrics implements PipelineWatch {

	private static final Duration[] BUCKETS = { Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
			Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
			Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10) };

	private final MeterRegistry registry;

	private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);

	private final Map<Busy, Counter> busy = new EnumMap<>(Busy.class);

	FaceMetrics(MeterRegistry registry) {
		this.registry = registry;
		for (Stage stage : Stage.values()) {
			this.stages.put(stage, Timer.builder("selfie.face.stage")
				.description(
						"Time of a part of judging a picture; find, measure and describe are parts of" + " analyse")
				.tag("stage", stage.code())
				.serviceLevelObjectives(BUCKETS)
				.register(registry));
		}
		for (Busy why : Busy.values()) {
			this.busy.put(why,
					Counter.builder("selfie.face.busy")
						.description("Pictures that were not judged, because too many came at once or it took too long")
						.tag("reason", why.code())
						.register(registry));
		}
	}

	void bind(SelfieAssessor assessor) {
		Gauge.builder("selfie.face.places", assessor, SelfieAssessor::places)
			.description("Pictures that can be judged at once on this node")
			.register(this.registry);
		Gauge.builder("selfie.face.places.used", assessor, SelfieAssessor::placesUsed)
			.description("Pictures that are judged now on this node")
			.register(this.registry);
		Gauge.builder("selfie.face.places.waiting", assessor, SelfieAssessor::waiting)
			.description("Selfies that wait for a place now on this node")
			.register(this.registry);
	}

	@Override
	public void took(Stage stage, Duration time) {
		this.stages.get(stage).record(time);
	}

	@Override
	public void busy(Busy why) {
		this.busy.get(why).increment();
	}

}
