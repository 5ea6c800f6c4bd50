package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether something of another colour than skin covers the mouth, also with a pattern:
 * mouth and chin have about the colour of the cheeks, whatever the skin and the light.
 * <p>
 * <b>Input:</b> colour of the mouth with the skin around it, and of the cheeks beside it,
 * on the upright face. <b>Output:</b> distance of the shares of red and blue, from 0,
 * lower is better. <b>Source:</b> named as in ISO/IEC 29794-5, own measure; limits
 * measured, see {@code docs/quality-measures.md}.
 */
final class MouthColourMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("mouthColour", "colour of the mouth and of the cheeks beside it", "shares of light",
				"0 to about 1, lower is better", "ISO/IEC 29794-5, mouth occlusion prevention; own measure",
				Limits.of(ReasonCode.FACE_COVERED).refuseAbove(0.15).hintAbove(0.085));
	}

	@Override
	public double value(FaceSample face) {
		MouthArea mouth = new MouthArea(face);
		double[] colour = mouth.colour();
		double[] cheeks = mouth.cheeksColour();
		return Math.hypot(colour[0] - cheeks[0], colour[2] - cheeks[2]);
	}

}
