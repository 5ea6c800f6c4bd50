package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How blurred the face is: how little differences of neighbours shrink when the face is
 * blurred once more.
 * <p>
 * <b>Input:</b> grey of the upright face. <b>Output:</b> from 0 (sharp) to 1 (blurred),
 * lower is better; a face without any detail is 1. <b>Source:</b> named as in ISO/IEC
 * 29794-5; Crete et al., "The blur effect", 2007. Preferred to the variance of the
 * Laplacian, which takes noise for sharpness; limits measured, see
 * {@code docs/models.md}.
 */
final class SharpnessMeasure implements QualityMeasure {

	/** Pixels on each side that the second blur averages over. */
	private static final int RADIUS = 4;

	private static final int WINDOW = 2 * RADIUS + 1;

	@Override
	public Description description() {
		return new Description("sharpness", "grey of the upright face", "blur", "0 to 1, lower is better",
				"ISO/IEC 29794-5, sharpness; Crete et al. 2007",
				Limits.of(ReasonCode.BLURRED).refuseAbove(0.8).hintAbove(0.72));
	}

	@Override
	public boolean appliesTo(FaceSample face) {
		return face.full();
	}

	@Override
	public double value(FaceSample face) {
		return Math.max(blur(face.upright(), 1), blur(face.upright(), UprightFace.SIDE_PX));
	}

	/**
	 * @param step from one pixel to its neighbour: 1 across, one row down
	 */
	private static double blur(UprightFace face, int step) {
		double before = 0;
		double lost = 0;
		for (int y = RADIUS + 1; y < UprightFace.SIDE_PX - RADIUS - 1; y++) {
			for (int x = RADIUS + 1; x < UprightFace.SIDE_PX - RADIUS - 1; x++) {
				int i = y * UprightFace.SIDE_PX + x;
				if (face.inside(i)) {
					double difference = Math.abs(face.grey(i) - face.grey(i - step));
					// Two running means one apart differ only in their first and last
					// pixel
					double blurred = Math.abs(face.grey(i + RADIUS * step) - face.grey(i - (RADIUS + 1) * step))
							/ WINDOW;
					before += difference;
					lost += Math.max(0, difference - blurred);
				}
			}
		}
		return (before > 0) ? (before - lost) / before : 1;
	}

}
