package io.selfieregistration.face.onnx;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

import io.selfieregistration.face.FaceAnalysis;
import io.selfieregistration.face.PipelineWatch;

@Configuration(proxyBeanMethods = false)
class OnnxConfiguration {

	/** Gives way to any other bean of the type, and is not even loaded then. */
	@Bean
	@Lazy
	@Fallback
	FaceAnalysis onnxFaceAnalysis(PipelineWatch watch) {
		return OnnxFaceAnalysis.load(watch);
	}

}
