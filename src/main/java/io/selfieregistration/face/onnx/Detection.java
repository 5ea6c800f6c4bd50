package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.Point;

/**
 * Where a face may be.
 *
 * @param centre in pixels of the picture
 * @param width of the box in pixels
 * @param height of the box in pixels
 * @param rollRadians angle of the line through both eyes, clockwise
 * @param score from 0 to 1, higher is surer
 */
record Detection(Point centre, double width, double height, double rollRadians, double score) {

	double area() {
		return this.width * this.height;
	}

	/** The same box with its upper side turned by some quarters, clockwise. */
	Detection turned(int quarters) {
		return new Detection(this.centre, this.width, this.height, this.rollRadians + quarters * Math.PI / 2,
				this.score);
	}

	/** Intersection over union with another box, from 0 to 1. */
	double overlap(Detection other) {
		double shared = shared(other);
		return shared / (area() + other.area() - shared);
	}

	/**
	 * Whether more than half of the smaller box lies in the other one. A close face
	 * yields boxes of several sizes.
	 */
	boolean liesOnSameFaceAs(Detection other) {
		return shared(other) > Math.min(area(), other.area()) / 2;
	}

	private double shared(Detection other) {
		return shared(this.centre.x(), this.width, other.centre.x(), other.width)
				* shared(this.centre.y(), this.height, other.centre.y(), other.height);
	}

	private static double shared(double centre, double length, double otherCentre, double otherLength) {
		return Math.max(0, Math.min(centre + length / 2, otherCentre + otherLength / 2)
				- Math.max(centre - length / 2, otherCentre - otherLength / 2));
	}

}
