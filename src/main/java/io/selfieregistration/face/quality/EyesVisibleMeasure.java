package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether dark glasses cover both eyes: skin around an eye is about as bright as the
 * cheek below it, whatever the skin and the light, and a dark lens is not. Only lenses
 * that are much darker than the skin are certain.
 * <p>
 * <b>Input:</b> grey around each eye, lids included, and on the cheek below it, on the
 * upright face. <b>Output:</b> median around the eye to median of the cheek, the larger
 * one of both eyes, from 0, higher is better. <b>Source:</b> named as in ISO/IEC 29794-5,
 * own measure; limits measured, see {@code docs/quality-measures.md}.
 */
final class EyesVisibleMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("eyesVisible", "grey around both eyes and on the cheeks below", "ratio",
				"0 and more, higher is better", "ISO/IEC 29794-5, eyes visible; own measure",
				Limits.of(ReasonCode.EYES_COVERED).refuseBelow(0.3).hintBelow(0.42));
	}

	@Override
	public double value(FaceSample face) {
		return Math.max(EyeGreys.right(face).brightness(), EyeGreys.left(face).brightness());
	}

}
