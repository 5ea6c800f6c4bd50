package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether the face is so dark that its features fall together, as before a bright window.
 * <p>
 * <b>Input:</b> grey of the upright face. <b>Output:</b> grey level that a tenth of the
 * face exceeds, from 0 to 255. <b>Source:</b> named as in ISO/IEC 29794-5, under-exposure
 * prevention; own measure, whose limit lets dark skin with a third of the light pass.
 */
final class UnderExposurePreventionMeasure implements QualityMeasure {

	private static final double BRIGHT_SHARE = 0.1;

	@Override
	public Description description() {
		return new Description("underExposure", "grey of the upright face", "grey level", "0 to 255",
				"ISO/IEC 29794-5, under-exposure prevention; own measure",
				Limits.of(ReasonCode.TOO_DARK).refuseBelow(16));
	}

	@Override
	public double value(FaceSample face) {
		int level = 255;
		while (level > 0 && face.upright().shareFrom(level) < BRIGHT_SHARE) {
			level--;
		}
		return level;
	}

}
