package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How much the camera specked the face.
 * <p>
 * <b>Input:</b> grey of the judged picture between the ears, forehead and chin.
 * <b>Output:</b> standard deviation of the noise in grey levels, from 0, lower is better.
 * <b>Source:</b> Immerkaer, "Fast noise variance estimation", 1996; limit measured, see
 * {@code docs/models.md}.
 */
final class NoiseMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("noise", "grey of the face in the picture", "grey levels", "0 and more, lower is better",
				"Immerkaer 1996", Limits.of(ReasonCode.NOISY).refuseAbove(9));
	}

	@Override
	public boolean appliesTo(FaceSample face) {
		return face.full();
	}

	@Override
	public double value(FaceSample face) {
		PixelArea area = PixelArea.betweenEars(face, 1);
		double sum = 0;
		for (int y = area.top(); y < area.bottom(); y++) {
			for (int x = area.left(); x < area.right(); x++) {
				sum += Math.abs(area.grey(x - 1, y - 1) - 2 * area.grey(x, y - 1) + area.grey(x + 1, y - 1)
						- 2 * area.grey(x - 1, y) + 4 * area.grey(x, y) - 2 * area.grey(x + 1, y)
						+ area.grey(x - 1, y + 1) - 2 * area.grey(x, y + 1) + area.grey(x + 1, y + 1));
			}
		}
		return Math.sqrt(Math.PI / 2) * sum / (6.0 * area.count());
	}

}
