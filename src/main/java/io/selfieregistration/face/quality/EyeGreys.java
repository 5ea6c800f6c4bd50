package io.selfieregistration.face.quality;

import java.util.Arrays;

import io.selfieregistration.face.image.Point;

/** The greys of one eye, and of the cheek below it, on the upright face. */
final class EyeGreys {

	private final UprightFace face;

	private final Point eye;

	private final double width;

	private final double cheek;

	private EyeGreys(UprightFace face, Point eyeInPicture, double widthInPicture) {
		this.face = face;
		this.eye = face.place(eyeInPicture);
		this.width = face.length(widthInPicture);
		this.cheek = share(sorted(1.2, 0.4, 0.25), 0.5);
	}

	static EyeGreys right(FaceSample face) {
		return new EyeGreys(face.upright(), face.mesh().rightEye(), face.mesh().rightEyeWidth());
	}

	static EyeGreys left(FaceSample face) {
		return new EyeGreys(face.upright(), face.mesh().leftEye(), face.mesh().leftEyeWidth());
	}

	/** Median around the eye, lids included, to that of the cheek, from 0. */
	double brightness() {
		return relative(share(sorted(0, 0.75, 0.45), 0.5));
	}

	/** From dark to bright parts of the eye itself, to the cheek, from 0. */
	double contrast() {
		float[] greys = sorted(0, 0.5, 0.25);
		return relative(share(greys, 0.9) - share(greys, 0.1));
	}

	/** A black cheek divides by zero: nothing is certain then. */
	private double relative(double grey) {
		return (this.cheek > 0) ? grey / this.cheek : 1;
	}

	private static double share(float[] sorted, double share) {
		return (sorted.length > 0) ? sorted[(int) (share * sorted.length)] : 0;
	}

	/** Lengths are in widths of the eye, of which the middle lies so far above. */
	private float[] sorted(double below, double halfWidth, double halfHeight) {
		double y = this.eye.y() + below * this.width;
		int left = (int) Math.max(0, this.eye.x() - halfWidth * this.width);
		int right = (int) Math.min(UprightFace.SIDE_PX - 1.0, this.eye.x() + halfWidth * this.width);
		int top = (int) Math.max(0, y - halfHeight * this.width);
		int bottom = (int) Math.min(UprightFace.SIDE_PX - 1.0, y + halfHeight * this.width);
		float[] greys = new float[Math.max(0, right - left + 1) * Math.max(0, bottom - top + 1)];
		int count = 0;
		for (int row = top; row <= bottom; row++) {
			for (int column = left; column <= right; column++) {
				greys[count++] = this.face.grey(row * UprightFace.SIDE_PX + column);
			}
		}
		Arrays.sort(greys);
		return greys;
	}

}
