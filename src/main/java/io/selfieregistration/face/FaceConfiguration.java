package io.selfieregistration.face;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what the edges bring: a reader of uploads and an analysis of faces. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FaceSettings.class)
class FaceConfiguration {

	/** Without a meter registry nothing is measured. */
	@Bean
	FaceMetrics faceMetrics(ObjectProvider<MeterRegistry> registry) {
		return new FaceMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
	}

	@Bean
	FaceSelfTest faceSelfTest(FaceAnalysis analysis) {
		return FaceSelfTest.run(analysis);
	}

	@Bean
	SelfieAssessor selfieAssessor(SelfieReader reader, FaceAnalysis analysis, FaceSettings settings,
			FaceMetrics metrics) {
		SelfieAssessor assessor = new SelfieAssessor(reader, analysis, settings, metrics);
		metrics.bind(assessor);
		return assessor;
	}

}
