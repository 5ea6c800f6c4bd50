package io.selfieregistration.face.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.SelfieImage;

import static org.assertj.core.api.Assertions.assertThat;

/** The pipeline as it is passes; one that errs somewhere does not. */
class SelfTestTests {

	private final OnnxFaceAnalysis analysis = FaceFixtures.analysis();

	private final FaceAssessment drawn = this.analysis.assess(new SelfieImage(DrawnFace.draw(), new byte[0], false));

	@ParameterizedTest
	@EnumSource
	void passesOnPipelineAsItIs(RecognitionModel network) {
		assertThat(FaceFixtures.analysis(network).selfTest()).isEmpty();
	}

	@Test
	void failsWhenNoFaceIsFound() {
		var nothing = new FaceAssessment(List.of(Finding.refuse(ReasonCode.NO_FACE)), Map.of(), Optional.empty());

		assertThat(problem(nothing)).contains("no face was found on a drawing of one");
	}

	@Test
	void failsWhenFaceIsSeenElsewhere() {
		var portrait = FaceFixtures.assess(Portrait.good()).face();

		assertThat(problem(portrait)).hasValueSatisfying((what) -> assertThat(what).contains("px apart"));
	}

	@Test
	void failsWhenFaceIsRefused() {
		var refused = new FaceAssessment(List.of(Finding.refuse(ReasonCode.TOO_DARK)), this.drawn.measures(),
				Optional.empty());

		assertThat(problem(refused)).hasValueSatisfying((what) -> assertThat(what).contains("refused"));
	}

	@Test
	void failsWhenTemplateIsAnother() {
		FaceTemplate another = FaceFixtures.assess(Portrait.good()).face().template().orElseThrow();
		var wrong = new FaceAssessment(List.of(), this.drawn.measures(), Optional.of(another));

		assertThat(problem(wrong)).hasValueSatisfying((what) -> assertThat(what).contains("template"));
	}

	private static Optional<String> problem(FaceAssessment assessment) {
		return SelfTest.problem(RecognitionModel.MOBILEFACENET, assessment);
	}

}
