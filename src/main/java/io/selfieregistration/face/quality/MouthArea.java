package io.selfieregistration.face.quality;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbImage;

/** Where the mouth is on the upright face, and the cheeks beside it. */
final class MouthArea {

	private static final int RIGHT_CORNER = 61;

	private static final int LEFT_CORNER = 291;

	private static final int UPPER_LIP = 0;

	private static final int LOWER_LIP = 17;

	private static final int NOSE = 1;

	private final UprightFace face;

	private final Point middle;

	private final double width;

	private final double height;

	private final Point[] cheeks;

	MouthArea(FaceSample sample) {
		this.face = sample.upright();
		Point right = this.face.place(sample.mesh().point(RIGHT_CORNER));
		Point left = this.face.place(sample.mesh().point(LEFT_CORNER));
		double top = this.face.place(sample.mesh().point(UPPER_LIP)).y();
		double bottom = this.face.place(sample.mesh().point(LOWER_LIP)).y();
		double nose = this.face.place(sample.mesh().point(NOSE)).y();
		this.width = left.x() - right.x();
		this.height = bottom - top;
		this.middle = new Point((right.x() + left.x()) / 2, (top + bottom) / 2);
		this.cheeks = new Point[] { new Point(right.x() - 0.35 * this.width, nose),
				new Point(left.x() + 0.35 * this.width, nose) };
	}

	/** From corner to corner, and from lip to lip or a little more. */
	Greys greys() {
		return Greys.around(this.face, this.middle, 0.5 * this.width, Math.max(0.6 * this.height, 0.2 * this.width));
	}

	/** From corner to corner, as high as closed lips. */
	Greys lips() {
		return Greys.around(this.face, this.middle, 0.5 * this.width, 0.22 * this.width);
	}

	/** Mean of the medians of both cheeks. */
	double cheeksGrey() {
		double sum = 0;
		for (Point cheek : this.cheeks) {
			sum += Greys.around(this.face, cheek, 0.15 * this.width, 0.15 * this.width).median();
		}
		return sum / this.cheeks.length;
	}

	/** Red, green and blue of the mouth and the skin around it, added up to 1. */
	double[] colour() {
		return shares(this.face.meanColour(this.middle, 0.5 * this.width, 0.35 * this.width));
	}

	/** Red, green and blue of both cheeks, added up to 1. */
	double[] cheeksColour() {
		double[] sum = new double[RgbImage.CHANNELS];
		for (Point cheek : this.cheeks) {
			double[] colour = this.face.meanColour(cheek, 0.12 * this.width, 0.12 * this.width);
			for (int channel = 0; channel < sum.length; channel++) {
				sum[channel] += colour[channel] / this.cheeks.length;
			}
		}
		return shares(sum);
	}

	/** One level more in all, so that black is not divided by zero. */
	private static double[] shares(double[] colour) {
		double sum = colour[0] + colour[1] + colour[2] + 1;
		return new double[] { colour[0] / sum, colour[1] / sum, colour[2] / sum };
	}

}
