package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How bright the face is in its scene. Never refuses: the grey of a face tells skin and
 * light together.
 * <p>
 * <b>Input:</b> mean grey of the upright face, bright grey of the whole picture.
 * <b>Output:</b> ratio of both, from 0 to about 1, higher is better. <b>Source:</b> named
 * as in ISO/IEC 29794-5, luminance mean, of which this is a share; own limit.
 */
final class LuminanceMeanMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("luminanceMean", "grey of the upright face and of the whole picture", "ratio",
				"0 to about 1, higher is better", "ISO/IEC 29794-5, luminance mean; own limit",
				Limits.of(ReasonCode.TOO_DARK).hintBelow(0.18));
	}

	@Override
	public double value(FaceSample face) {
		return face.upright().meanGrey() / Math.max(1, face.sceneLuminance());
	}

}
