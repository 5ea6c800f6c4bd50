package io.selfieregistration.face.quality;

import io.selfieregistration.face.image.Point;

/** The greys of one eye, compared with the cheek below it, on the upright face. */
final class EyeGreys {

	private final UprightFace face;

	private final Point eye;

	private final double width;

	private final double cheek;

	private EyeGreys(UprightFace face, Point eyeInPicture, double widthInPicture) {
		this.face = face;
		this.eye = face.place(eyeInPicture);
		this.width = face.length(widthInPicture);
		Point below = new Point(this.eye.x(), this.eye.y() + 1.2 * this.width);
		this.cheek = Greys.around(face, below, 0.4 * this.width, 0.25 * this.width).median();
	}

	static EyeGreys right(FaceSample face) {
		return new EyeGreys(face.upright(), face.mesh().rightEye(), face.mesh().rightEyeWidth());
	}

	static EyeGreys left(FaceSample face) {
		return new EyeGreys(face.upright(), face.mesh().leftEye(), face.mesh().leftEyeWidth());
	}

	/** Median around the eye, lids included, to that of the cheek, from 0. */
	double brightness() {
		return relative(Greys.around(this.face, this.eye, 0.75 * this.width, 0.45 * this.width).median());
	}

	/** From dark to bright parts of the eye itself, to the cheek, from 0. */
	double contrast() {
		return relative(Greys.around(this.face, this.eye, 0.5 * this.width, 0.25 * this.width).spread());
	}

	/** A black cheek divides by zero: nothing is certain then. */
	private double relative(double grey) {
		return (this.cheek > 0) ? grey / this.cheek : 1;
	}

}
