package io.selfieregistration.face.image;

/**
 * A place in a picture, in pixels from the centre of its first pixel to the right and
 * down.
 */
public record Point(double x, double y) {

	public Point middleTo(Point other) {
		return new Point((this.x + other.x) / 2, (this.y + other.y) / 2);
	}

	public double distanceTo(Point other) {
		return Math.hypot(this.x - other.x, this.y - other.y);
	}

	/** The place after turning the picture around its first pixel, clockwise. */
	public Point rotated(double radians) {
		double cos = Math.cos(radians);
		double sin = Math.sin(radians);
		return new Point(cos * this.x - sin * this.y, sin * this.x + cos * this.y);
	}

}
