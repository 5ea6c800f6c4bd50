package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How far the eye that is more closed is open. Costs more than all others together, so it
 * is taken only when nothing else refuses the picture.
 * <p>
 * <b>Input:</b> contours of both eyes as the iris network sees them. <b>Output:</b>
 * height to width of the eye, from 0 (closed) to about 0.5, higher is better.
 * <b>Source:</b> ISO/IEC 29794-5, eyes open; limit measured on few photos with closed
 * eyes, see {@code docs/models.md}.
 */
final class EyesOpenMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("eyesOpen", "contours of both eyes from the iris network", "height to width",
				"0 to about 0.5, higher is better", "ISO/IEC 29794-5, eyes open",
				Limits.of(ReasonCode.EYES_CLOSED).refuseBelow(0.13));
	}

	@Override
	public double value(FaceSample face) {
		return face.smallestEyeOpening();
	}

}
