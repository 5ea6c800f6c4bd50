package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How much of the face is plain white.
 * <p>
 * <b>Input:</b> grey of the upright face. <b>Output:</b> share of pixels from grey 250,
 * from 0 to 1, lower is better. <b>Source:</b> ISO/IEC 29794-5, over-exposure prevention;
 * limit measured, see {@code docs/models.md}.
 */
final class OverExposurePreventionMeasure implements QualityMeasure {

	private static final int WHITE_FROM = 250;

	@Override
	public Description description() {
		return new Description("overExposure", "grey of the upright face", "share", "0 to 1, lower is better",
				"ISO/IEC 29794-5, over-exposure prevention", Limits.of(ReasonCode.OVEREXPOSED).refuseAbove(0.12));
	}

	@Override
	public double value(FaceSample face) {
		return face.upright().shareFrom(WHITE_FROM);
	}

}
