package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether something covers the mouth that both networks of {@link FaceOcclusionMeasure}
 * imagine alike: a scarf, a hand. Lips have a dark line and bright parts, and what covers
 * them is rather plain. What is dark or has a pattern is for {@link MouthDarknessMeasure}
 * and {@link MouthColourMeasure}.
 * <p>
 * <b>Input:</b> grey of the mouth and of the cheeks beside it, on the upright face.
 * <b>Output:</b> grey that nine tenths of the mouth do not exceed, less that of one
 * tenth, to the mean of the medians of both cheeks, from 0, higher is better.
 * <b>Source:</b> named as in ISO/IEC 29794-5, own measure; limits measured, see
 * {@code docs/quality-measures.md}.
 */
final class MouthContrastMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("mouthContrast", "grey of the mouth and of the cheeks beside it", "ratio",
				"0 and more, higher is better", "ISO/IEC 29794-5, mouth occlusion prevention; own measure",
				Limits.of(ReasonCode.FACE_COVERED).refuseBelow(0.12).hintBelow(0.27));
	}

	@Override
	public double value(FaceSample face) {
		MouthArea mouth = new MouthArea(face);
		double cheeks = mouth.cheeksGrey();
		// Black cheeks divide by zero: nothing is certain then
		return (cheeks > 0) ? mouth.greys().spread() / cheeks : 1;
	}

}
