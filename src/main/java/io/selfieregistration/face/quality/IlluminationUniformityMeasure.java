package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How evenly the light falls on both halves of the face.
 * <p>
 * <b>Input:</b> grey of the upright face, left and right of the line from forehead to
 * chin. <b>Output:</b> mean of the darker half to that of the brighter one, from 0 to 1,
 * higher is better. <b>Source:</b> ISO/IEC 29794-5, illumination uniformity; limits
 * measured, see {@code docs/models.md}.
 */
final class IlluminationUniformityMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("illuminationUniformity", "grey of both halves of the upright face", "ratio",
				"0 to 1, higher is better", "ISO/IEC 29794-5, illumination uniformity",
				Limits.of(ReasonCode.UNEVEN_LIGHT).refuseBelow(0.42).hintBelow(0.55));
	}

	@Override
	public double value(FaceSample face) {
		UprightFace upright = face.upright();
		double left = 0;
		double right = 0;
		int leftCount = 0;
		int rightCount = 0;
		for (int i = 0; i < UprightFace.SIDE_PX * UprightFace.SIDE_PX; i++) {
			if (upright.inside(i)) {
				if (i % UprightFace.SIDE_PX < upright.middleX()) {
					left += upright.grey(i);
					leftCount++;
				}
				else {
					right += upright.grey(i);
					rightCount++;
				}
			}
		}
		left /= leftCount;
		right /= rightCount;
		// A black face divides by zero, is not a number and so refused
		return Math.min(left, right) / Math.max(left, right);
	}

}
