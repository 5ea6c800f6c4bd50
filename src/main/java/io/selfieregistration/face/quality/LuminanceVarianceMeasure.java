package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How much the tones of the face differ.
 * <p>
 * <b>Input:</b> grey of the upright face. <b>Output:</b> standard deviation in grey
 * levels, from 0 (one tone) to 127.5, higher is better. <b>Source:</b> ISO/IEC 29794-5,
 * luminance variance, of which this is the root; limit measured, see
 * {@code docs/models.md}.
 */
final class LuminanceVarianceMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("luminanceDeviation", "grey of the upright face", "grey levels",
				"0 to 127.5, higher is better", "ISO/IEC 29794-5, luminance variance",
				Limits.of(ReasonCode.LOW_CONTRAST).refuseBelow(16));
	}

	@Override
	public double value(FaceSample face) {
		return face.upright().greyDeviation();
	}

}
