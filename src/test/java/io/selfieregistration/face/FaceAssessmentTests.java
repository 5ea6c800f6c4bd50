package io.selfieregistration.face;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FaceAssessmentTests {

	private static final FaceTemplate TEMPLATE = new FaceTemplate(RecognitionModel.MOBILEFACENET.model(),
			new float[192]);

	@Test
	void putsMostImportantFindingFirst() {
		var assessment = new FaceAssessment(
				List.of(Finding.hint(ReasonCode.FACE_TOO_SMALL), Finding.refuse(ReasonCode.BLURRED),
						Finding.hint(ReasonCode.COLOUR), Finding.refuse(ReasonCode.TOO_DARK)),
				Map.of(), Optional.empty());

		assertThat(assessment.findings()).containsExactly(Finding.refuse(ReasonCode.TOO_DARK),
				Finding.refuse(ReasonCode.BLURRED), Finding.hint(ReasonCode.FACE_TOO_SMALL),
				Finding.hint(ReasonCode.COLOUR));
	}

	@Test
	void isAcceptedWithHints() {
		var assessment = new FaceAssessment(List.of(Finding.hint(ReasonCode.COLOUR)), Map.of("a", 1.0),
				Optional.of(TEMPLATE));

		assertThat(assessment.accepted()).isTrue();
	}

	@Test
	void hasNoTemplateWhenRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FaceAssessment(List.of(Finding.refuse(ReasonCode.TOO_DARK)), Map.of(),
					Optional.of(TEMPLATE)));
	}

	@Test
	void hasTemplateWhenAccepted() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FaceAssessment(List.of(), Map.of(), Optional.empty()));
	}

	@ParameterizedTest
	@EnumSource
	void writesReasonAsLowerSnake(ReasonCode code) {
		assertThat(code.code()).matches("[a-z]+(_[a-z]+)*").isEqualToIgnoringCase(code.name());
	}

	@ParameterizedTest
	@EnumSource
	void writesReasonOfRejectionAsLowerSnake(SelfieImageRejected.Reason reason) {
		assertThat(reason.code()).matches("image(_[a-z]+)+");
		assertThat(new SelfieImageRejected(reason)).hasMessageMatching("The .+[a-z]");
	}

}
