package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether something covers an eye: a hand, hair, a patch, lenses of whatever colour. An
 * eye has a dark pupil, lashes and a bright white, whatever the skin and the light, also
 * when it is closed; what covers it is rather plain.
 * <p>
 * <b>Input:</b> grey of each eye and of the cheek below it, on the upright face.
 * <b>Output:</b> grey that nine tenths of the eye do not exceed, less that of one tenth,
 * to the median of the cheek, the smaller one of both eyes, from 0, higher is better.
 * <b>Source:</b> named as in ISO/IEC 29794-5, own measure; limits measured, see
 * {@code docs/quality-measures.md}.
 */
final class EyeContrastMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("eyeContrast", "grey of each eye and of the cheek below it", "ratio",
				"0 and more, higher is better", "ISO/IEC 29794-5, eyes visible; own measure",
				Limits.of(ReasonCode.EYES_COVERED).refuseBelow(0.12).hintBelow(0.22));
	}

	@Override
	public double value(FaceSample face) {
		return Math.min(EyeGreys.right(face).contrast(), EyeGreys.left(face).contrast());
	}

}
