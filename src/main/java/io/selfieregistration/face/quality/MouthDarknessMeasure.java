package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether something dark or with a dark pattern covers the mouth alone, whose own edges
 * look like lips to {@link MouthContrastMeasure}: of lips, only the line between them is
 * that dark.
 * <p>
 * <b>Input:</b> grey of the lips and of the cheeks beside them, on the upright face.
 * <b>Output:</b> share of the lips that is darker than three tenths of the cheeks, from 0
 * to 1, lower is better. <b>Source:</b> named as in ISO/IEC 29794-5, own measure; limits
 * measured, see {@code docs/quality-measures.md}.
 */
final class MouthDarknessMeasure implements QualityMeasure {

	private static final double DARK = 0.3;

	@Override
	public Description description() {
		return new Description("mouthDarkness", "grey of the lips and of the cheeks beside them", "share",
				"0 to 1, lower is better", "ISO/IEC 29794-5, mouth occlusion prevention; own measure",
				Limits.of(ReasonCode.FACE_COVERED).refuseAbove(0.5).hintAbove(0.3));
	}

	@Override
	public double value(FaceSample face) {
		MouthArea mouth = new MouthArea(face);
		return mouth.lips().shareBelow(DARK * mouth.cheeksGrey());
	}

}
