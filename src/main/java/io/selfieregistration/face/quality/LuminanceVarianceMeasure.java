package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How much the tones of the face differ, whatever the skin and the light.
 * <p>
 * <b>Input:</b> grey of the upright face. <b>Output:</b> standard deviation to mean, from
 * 0 (one tone), higher is better. <b>Source:</b> ISO/IEC 29794-5, luminance variance, of
 * which this is the root and a share; limit measured, see {@code docs/models.md}.
 */
final class LuminanceVarianceMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("luminanceDeviation", "grey of the upright face", "ratio",
				"0 and more, higher is better", "ISO/IEC 29794-5, luminance variance",
				Limits.of(ReasonCode.LOW_CONTRAST).refuseBelow(0.1));
	}

	@Override
	public double value(FaceSample face) {
		return face.upright().greyDeviation() / face.upright().meanGrey();
	}

}
