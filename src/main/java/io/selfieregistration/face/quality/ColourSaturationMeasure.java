package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.image.RgbImage;

/**
 * How colourful the face is.
 * <p>
 * <b>Input:</b> colours of the upright face. <b>Output:</b> mean difference of the
 * largest and the smallest of red, green and blue, from 0 (grey) to 255. <b>Source:</b>
 * own measure; limit measured, see {@code docs/models.md}.
 */
final class ColourSaturationMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("colourSaturation", "colours of the upright face", "levels", "0 to 255, 0 is grey",
				"own measure", Limits.of(ReasonCode.GREYSCALE).hintBelow(3));
	}

	@Override
	public double value(FaceSample face) {
		UprightFace upright = face.upright();
		double sum = 0;
		for (int i = 0; i < UprightFace.SIDE_PX * UprightFace.SIDE_PX; i++) {
			if (upright.inside(i)) {
				float min = Float.POSITIVE_INFINITY;
				float max = Float.NEGATIVE_INFINITY;
				for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
					min = Math.min(min, upright.value(i, channel));
					max = Math.max(max, upright.value(i, channel));
				}
				sum += max - min;
			}
		}
		return sum / upright.count();
	}

}
