package io.selfieregistration.face;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

import io.selfieregistration.face.onnx.OnnxFaceAnalysis;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FaceSettings.class)
class FaceConfiguration {

	/** Measures nothing where nobody wants to see it. */
	@Bean
	FaceMetrics faceMetrics(ObjectProvider<MeterRegistry> registry) {
		return new FaceMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
	}

	/** Gives way to any other bean of the type, and is not even loaded then. */
	@Bean
	@Lazy
	@Fallback
	FaceAnalysis onnxFaceAnalysis(FaceMetrics metrics) {
		return OnnxFaceAnalysis.load(metrics);
	}

	@Bean
	FaceSelfTest faceSelfTest(FaceAnalysis analysis) {
		return FaceSelfTest.run(analysis);
	}

	@Bean
	SelfieAssessor selfieAssessor(FaceAnalysis analysis, FaceSettings settings, FaceMetrics metrics) {
		SelfieAssessor assessor = new SelfieAssessor(analysis, settings, metrics);
		metrics.bind(assessor);
		return assessor;
	}

}
