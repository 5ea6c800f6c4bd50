package io.selfieregistration.face;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

import io.selfieregistration.face.onnx.OnnxFaceAnalysis;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FaceSettings.class)
class FaceConfiguration {

	/** Gives way to any other bean of the type, and is not even loaded then. */
	@Bean
	@Lazy
	@Fallback
	FaceAnalysis onnxFaceAnalysis() {
		return OnnxFaceAnalysis.load();
	}

	@Bean
	FaceSelfTest faceSelfTest(FaceAnalysis analysis) {
		return FaceSelfTest.run(analysis);
	}

	@Bean
	SelfieAssessor selfieAssessor(FaceAnalysis analysis, FaceSettings settings) {
		return new SelfieAssessor(analysis, settings);
	}

}
