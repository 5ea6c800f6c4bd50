package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How many pixels lie between the eyes.
 * <p>
 * <b>Input:</b> corners of both eyes in pixels of the judged picture. <b>Output:</b>
 * pixels from 0, higher is better. <b>Source:</b> ISO/IEC 29794-5, inter-eye distance;
 * limits measured, see {@code docs/models.md}.
 */
final class InterEyeDistanceMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("interEyeDistancePx", "corners of both eyes", "px", "0 and more, higher is better",
				"ISO/IEC 29794-5, inter-eye distance",
				Limits.of(ReasonCode.FACE_TOO_SMALL).refuseBelow(60).hintBelow(90));
	}

	@Override
	public double value(FaceSample face) {
		return face.mesh().interEyeDistance() * face.enlargement();
	}

}
