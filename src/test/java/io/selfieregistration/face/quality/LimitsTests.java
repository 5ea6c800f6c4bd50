package io.selfieregistration.face.quality;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsTests {

	@ParameterizedTest(name = "{0} {1} -> {2} {3}")
	@CsvSource({ "interEyeDistancePx, 59.9, REFUSE, FACE_TOO_SMALL", "interEyeDistancePx, 60, HINT, FACE_TOO_SMALL",
			"interEyeDistancePx, 89.9, HINT, FACE_TOO_SMALL", "interEyeDistancePx, 90, ,",
			"faceShape, 0.74, REFUSE, NO_FACE", "faceShape, 0.75, ,", "faceShape, 1.61, REFUSE, NO_FACE",
			"faceOcclusion, 0.091, REFUSE, FACE_COVERED", "faceOcclusion, 0.09, HINT, FACE_COVERED",
			"faceOcclusion, 0.08, ,", "eyesVisible, 0.29, REFUSE, EYES_COVERED", "eyesVisible, 0.3, HINT, EYES_COVERED",
			"eyesVisible, 0.42, ,", "faceOutside, 0.011, REFUSE, FACE_CROPPED", "faceOutside, 0.01, ,",
			"leftwardCrop, 0.59, REFUSE, FACE_CROPPED", "leftwardCrop, 0.67, HINT, FACE_CROPPED",
			"leftwardCrop, 0.89, HINT, FACE_CROPPED", "leftwardCrop, 0.9, ,",
			"rightwardCrop, 0.59, REFUSE, FACE_CROPPED", "rightwardCrop, 0.6, HINT, FACE_CROPPED",
			"marginAbove, 0.59, REFUSE, FACE_CROPPED", "marginAbove, 0.94, HINT, FACE_CROPPED", "marginAbove, 0.95, ,",
			"marginBelow, 1.09, REFUSE, FACE_CROPPED", "marginBelow, 1.34, HINT, FACE_CROPPED", "marginBelow, 1.35, ,",
			"headPoseYawDegrees, 20.1, REFUSE, HEAD_TURNED", "headPoseYawDegrees, -20.1, REFUSE, HEAD_TURNED",
			"headPoseYawDegrees, 20, HINT, HEAD_TURNED", "headPoseYawDegrees, -12.1, HINT, HEAD_TURNED",
			"headPoseYawDegrees, 12, ,", "headPosePitchDegrees, -16.1, REFUSE, HEAD_PITCH",
			"headPosePitchDegrees, -16, ,", "headPosePitchDegrees, 20, ,",
			"headPosePitchDegrees, 20.1, HINT, HEAD_PITCH", "headPosePitchDegrees, 32, HINT, HEAD_PITCH",
			"headPosePitchDegrees, 32.1, REFUSE, HEAD_PITCH", "headPoseRollDegrees, 25.1, REFUSE, HEAD_TILTED",
			"headPoseRollDegrees, -25.1, REFUSE, HEAD_TILTED", "headPoseRollDegrees, 25, ,",
			"sharpness, 0.0261, REFUSE, BLURRED", "sharpness, 0.026, HINT, BLURRED", "sharpness, 0.023, ,",
			"sharpness, Infinity, REFUSE, BLURRED", "sceneLuminance, 39, REFUSE, TOO_DARK",
			"sceneLuminance, 40, HINT, TOO_DARK", "sceneLuminance, 90, ,", "underExposure, 15, REFUSE, TOO_DARK",
			"underExposure, 16, ,", "luminanceMean, 0.01, HINT, TOO_DARK", "luminanceMean, 0.18, ,",
			"overExposure, 0.121, REFUSE, OVEREXPOSED", "overExposure, 0.12, ,",
			"luminanceDeviation, 0.09, REFUSE, LOW_CONTRAST", "luminanceDeviation, 0.1, ,",
			"illuminationUniformity, 0.41, REFUSE, UNEVEN_LIGHT", "illuminationUniformity, 0.42, HINT, UNEVEN_LIGHT",
			"illuminationUniformity, 0.55, ,", "noise, 9.1, REFUSE, NOISY", "noise, 9, ,",
			"compressionArtifacts, 2.21, REFUSE, COMPRESSED", "compressionArtifacts, 2.2, ,",
			"eyesOpen, 0.129, REFUSE, EYES_CLOSED", "eyesOpen, 0.13, ,", "mouthOpening, 0.221, HINT, MOUTH_OPEN",
			"mouthOpening, 0.22, ,", "colourSaturation, 2.9, HINT, GREYSCALE", "colourSaturation, 3, ,",
			"naturalColourGreenRed, -2.1, HINT, COLOUR", "naturalColourGreenRed, 35.1, HINT, COLOUR",
			"naturalColourGreenRed, 35, ,", "naturalColourBlueYellow, -8.1, HINT, COLOUR",
			"naturalColourBlueYellow, 45.1, HINT, COLOUR", "naturalColourBlueYellow, -8, ," })
	void judgesValue(String measure, double value, Severity severity, ReasonCode code) {
		Optional<Finding> expected = (code != null) ? Optional.of(new Finding(code, severity)) : Optional.empty();

		assertThat(limits(measure).judge(value)).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("measures")
	void refusesWhatIsNotANumber(QualityMeasure measure) {
		Limits limits = measure.description().limits();

		assertThat(limits.judge(Double.NaN)).contains(Finding.refuse(limits.code()));
	}

	static Iterable<QualityMeasure> measures() {
		return QualityAssessment.allMeasures();
	}

	private static Limits limits(String measure) {
		return QualityAssessment.allMeasures()
			.stream()
			.map(QualityMeasure::description)
			.filter((description) -> description.name().equals(measure))
			.findFirst()
			.orElseThrow()
			.limits();
	}

}
