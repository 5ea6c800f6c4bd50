package io.selfieregistration.face.onnx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

import io.selfieregistration.face.FaceAnalysis;
import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.PipelineWatch;
import io.selfieregistration.face.recognition.MatchPolicy;
import io.selfieregistration.face.recognition.RecognitionModel;

@Configuration(proxyBeanMethods = false)
class OnnxConfiguration {

	private static final Logger LOG = LoggerFactory.getLogger(OnnxConfiguration.class);

	/** Gives way to any other bean of the type, and is not even loaded then. */
	@Bean
	@Lazy
	@Fallback
	FaceAnalysis onnxFaceAnalysis(FaceSettings settings, PipelineWatch watch) {
		RecognitionModel network = settings.recognitionModel();
		OnnxFaceAnalysis analysis = OnnxFaceAnalysis.load(network, watch);
		LOG.info(
				"Facial templates are made by {}, see docs/models.md; two of one person are up to {} apart "
						+ "(strictly {}). Licence: {}",
				network.model().id(), MatchPolicy.STANDARD.maxDistance(network),
				MatchPolicy.STRICT.maxDistance(network), network.licence());
		return analysis;
	}

}
