package io.selfieregistration.face.quality;

import io.selfieregistration.face.image.Point;

/**
 * The {@value #POINTS} points that the MediaPipe face mesh puts on a face, in pixels of
 * the picture. Right and left are those of the person.
 */
public final class FaceMesh {

	/** Number of points. */
	public static final int POINTS = 468;

	static final int[] OVAL = { 10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
			152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109 };

	private static final int FOREHEAD = 10;

	private static final int CHIN = 152;

	private static final int RIGHT_EAR = 234;

	private static final int LEFT_EAR = 454;

	private static final int RIGHT_EYE_OUTER = 33;

	private static final int RIGHT_EYE_INNER = 133;

	private static final int LEFT_EYE_OUTER = 263;

	private static final int LEFT_EYE_INNER = 362;

	private final double[] coordinates;

	/**
	 * @param coordinates x, y and depth of each point, in pixels; all finite
	 */
	public FaceMesh(double[] coordinates) {
		if (coordinates.length != 3 * POINTS) {
			throw new IllegalArgumentException("%d coordinates are no face mesh".formatted(coordinates.length));
		}
		for (double coordinate : coordinates) {
			if (!Double.isFinite(coordinate)) {
				throw new IllegalArgumentException("A coordinate of the face mesh is not a finite number");
			}
		}
		this.coordinates = coordinates.clone();
	}

	public Point point(int index) {
		return new Point(this.coordinates[3 * index], this.coordinates[3 * index + 1]);
	}

	double depth(int index) {
		return this.coordinates[3 * index + 2];
	}

	/** Middle between the corners of the eye. */
	public Point rightEye() {
		return point(RIGHT_EYE_OUTER).middleTo(point(RIGHT_EYE_INNER));
	}

	/** Middle between the corners of the eye. */
	public Point leftEye() {
		return point(LEFT_EYE_OUTER).middleTo(point(LEFT_EYE_INNER));
	}

	/** Distance between the corners of the right eye. */
	public double rightEyeWidth() {
		return point(RIGHT_EYE_OUTER).distanceTo(point(RIGHT_EYE_INNER));
	}

	/** Distance between the corners of the left eye. */
	public double leftEyeWidth() {
		return point(LEFT_EYE_OUTER).distanceTo(point(LEFT_EYE_INNER));
	}

	/** Angle of the line through the outer corners of the eyes, clockwise, in radians. */
	public double eyeLineRadians() {
		Point right = point(RIGHT_EYE_OUTER);
		Point left = point(LEFT_EYE_OUTER);
		return Math.atan2(left.y() - right.y(), left.x() - right.x());
	}

	Point middleOfEyes() {
		return rightEye().middleTo(leftEye());
	}

	double interEyeDistance() {
		return rightEye().distanceTo(leftEye());
	}

	/** ISO/IEC 29794-5 calls it T: from the middle of the eyes to the chin. */
	double eyesToChin() {
		return middleOfEyes().distanceTo(point(CHIN));
	}

	double distance(int from, int to) {
		return point(from).distanceTo(point(to));
	}

	/** Positive when the person looks to the right side of the picture. */
	double yawDegrees() {
		double roll = rollRadians();
		Point across = difference(RIGHT_EAR, LEFT_EAR).rotated(-roll);
		return Math.toDegrees(Math.atan2(depth(LEFT_EAR) - depth(RIGHT_EAR), across.x()));
	}

	/** Positive when the head looks down: the chin is farther away than the forehead. */
	double pitchDegrees() {
		double roll = rollRadians();
		Point down = difference(FOREHEAD, CHIN).rotated(-roll);
		return Math.toDegrees(Math.atan2(depth(CHIN) - depth(FOREHEAD), down.y()));
	}

	/** Positive when the head leans clockwise in the picture. */
	double rollDegrees() {
		return Math.toDegrees(rollRadians());
	}

	double rollRadians() {
		Point across = difference(RIGHT_EAR, LEFT_EAR);
		return Math.atan2(across.y(), across.x());
	}

	private Point difference(int from, int to) {
		return new Point(point(to).x() - point(from).x(), point(to).y() - point(from).y());
	}

	/** The box around both ears, forehead and chin. */
	Box earsAndChin() {
		return bounds(0, new int[] { RIGHT_EAR, LEFT_EAR, FOREHEAD, CHIN });
	}

	/** The box around the outline of the face after undoing a rotation. */
	public Box ovalBounds(double rollRadians) {
		return bounds(rollRadians, OVAL);
	}

	/** The box around all points after undoing a rotation. */
	public Box bounds(double rollRadians) {
		return bounds(rollRadians, allPoints());
	}

	private static int[] allPoints() {
		int[] all = new int[POINTS];
		for (int i = 0; i < POINTS; i++) {
			all[i] = i;
		}
		return all;
	}

	private Box bounds(double rollRadians, int[] indexes) {
		double left = Double.POSITIVE_INFINITY;
		double top = Double.POSITIVE_INFINITY;
		double right = Double.NEGATIVE_INFINITY;
		double bottom = Double.NEGATIVE_INFINITY;
		for (int index : indexes) {
			Point upright = point(index).rotated(-rollRadians);
			left = Math.min(left, upright.x());
			top = Math.min(top, upright.y());
			right = Math.max(right, upright.x());
			bottom = Math.max(bottom, upright.y());
		}
		return new Box(new Point((left + right) / 2, (top + bottom) / 2).rotated(rollRadians), right - left,
				bottom - top);
	}

	/**
	 * A box that may lean.
	 *
	 * @param centre in the picture
	 * @param width along the upper edge of the box
	 */
	public record Box(Point centre, double width, double height) {

		public double longerSide() {
			return Math.max(this.width, this.height);
		}

	}

}
