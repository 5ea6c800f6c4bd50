package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How bright the face is on average.
 * <p>
 * <b>Input:</b> grey of the upright face. <b>Output:</b> from 0 (black) to 255 (white).
 * <b>Source:</b> ISO/IEC 29794-5, luminance mean; limits measured, see
 * {@code docs/models.md}. The limit is low on purpose, so that dark skin in good light is
 * not refused.
 */
final class LuminanceMeanMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("luminanceMean", "grey of the upright face", "grey level", "0 to 255",
				"ISO/IEC 29794-5, luminance mean", Limits.of(ReasonCode.TOO_DARK).refuseBelow(60).hintBelow(80));
	}

	@Override
	public double value(FaceSample face) {
		return face.upright().meanGrey();
	}

}
