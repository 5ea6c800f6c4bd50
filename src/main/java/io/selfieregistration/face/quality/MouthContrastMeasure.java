package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.image.Point;

/**
 * Whether something covers the mouth that both networks of {@link FaceOcclusionMeasure}
 * imagine alike: a scarf, a hand. Lips have a dark line and bright parts, and what covers
 * them is rather plain. Blind to a small dark cover, whose own edge is a contrast.
 * <p>
 * <b>Input:</b> grey of the mouth and of the cheeks beside it, on the upright face.
 * <b>Output:</b> grey that nine tenths of the mouth do not exceed, less that of one
 * tenth, to the mean of the medians of both cheeks, from 0, higher is better.
 * <b>Source:</b> named as in ISO/IEC 29794-5, own measure; limits measured, see
 * {@code docs/quality-measures.md}.
 */
final class MouthContrastMeasure implements QualityMeasure {

	private static final int RIGHT_CORNER = 61;

	private static final int LEFT_CORNER = 291;

	private static final int UPPER_LIP = 0;

	private static final int LOWER_LIP = 17;

	private static final int NOSE = 1;

	@Override
	public Description description() {
		return new Description("mouthContrast", "grey of the mouth and of the cheeks beside it", "ratio",
				"0 and more, higher is better", "ISO/IEC 29794-5, mouth occlusion prevention; own measure",
				Limits.of(ReasonCode.FACE_COVERED).refuseBelow(0.12).hintBelow(0.27));
	}

	@Override
	public double value(FaceSample face) {
		UprightFace upright = face.upright();
		Point right = upright.place(face.mesh().point(RIGHT_CORNER));
		Point left = upright.place(face.mesh().point(LEFT_CORNER));
		double top = upright.place(face.mesh().point(UPPER_LIP)).y();
		double bottom = upright.place(face.mesh().point(LOWER_LIP)).y();
		double nose = upright.place(face.mesh().point(NOSE)).y();
		double width = left.x() - right.x();
		double cheeks = (cheek(upright, right.x() - 0.35 * width, nose, width)
				+ cheek(upright, left.x() + 0.35 * width, nose, width)) / 2;
		Point middle = new Point((right.x() + left.x()) / 2, (top + bottom) / 2);
		double mouth = Greys.around(upright, middle, 0.5 * width, Math.max(0.6 * (bottom - top), 0.2 * width)).spread();
		// Black cheeks divide by zero: nothing is certain then
		return (cheeks > 0) ? mouth / cheeks : 1;
	}

	private static double cheek(UprightFace face, double x, double y, double mouthWidth) {
		return Greys.around(face, new Point(x, y), 0.15 * mouthWidth, 0.15 * mouthWidth).median();
	}

}
