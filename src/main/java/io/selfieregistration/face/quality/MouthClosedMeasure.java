package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How far the mouth is open.
 * <p>
 * <b>Input:</b> inner lips of the mesh. <b>Output:</b> largest opening in distances from
 * the middle of the eyes to the chin, from 0, lower is better. <b>Source:</b> ISO/IEC
 * 29794-5, mouth closed; limit measured, see {@code docs/models.md}.
 */
final class MouthClosedMeasure implements QualityMeasure {

	private static final int[][] UPPER_AND_LOWER_LIP = { { 13, 14 }, { 82, 87 }, { 312, 317 } };

	@Override
	public Description description() {
		return new Description("mouthOpening", "inner lips", "eyes to chin", "0 and more, lower is better",
				"ISO/IEC 29794-5, mouth closed", Limits.of(ReasonCode.MOUTH_OPEN).hintAbove(0.22));
	}

	@Override
	public double value(FaceSample face) {
		double opening = 0;
		for (int[] pair : UPPER_AND_LOWER_LIP) {
			opening = Math.max(opening, face.mesh().distance(pair[0], pair[1]));
		}
		return opening / face.mesh().eyesToChin();
	}

}
