package io.selfieregistration.face.quality;

import java.util.List;

import io.selfieregistration.face.image.Point;

/**
 * The 68 points that a second network puts on the upright face, in pixels of the picture.
 * It looks at the same pixels as the mesh, but was trained on other faces: where both see
 * nose and mouth at different places, something covers them, or there is no face.
 */
public record FaceLandmarks(List<Point> points) {

	/** Number of points. */
	public static final int POINTS = 68;

	/**
	 * Up to this distance both networks look at the same face. <b>Source:</b> measured,
	 * see {@code docs/quality-measures.md}.
	 */
	static final double SAME_FACE = 0.09;

	/** Tip of the nose and corners of the mouth: point of the mesh, and of the 68. */
	private static final int[][] NOSE_AND_MOUTH = { { 1, 30 }, { 61, 48 }, { 291, 54 } };

	public FaceLandmarks {
		if (points.size() != POINTS) {
			throw new IllegalArgumentException("%d points are not those of a face".formatted(points.size()));
		}
		points = List.copyOf(points);
	}

	/** The middle of some consecutive points. */
	public Point middle(int from, int to) {
		double x = 0;
		double y = 0;
		for (Point point : this.points.subList(from, to)) {
			x += point.x() / (to - from);
			y += point.y() / (to - from);
		}
		return new Point(x, y);
	}

	/** Whether the mesh lies on the same face. */
	public boolean agreeWith(FaceMesh mesh) {
		return distanceTo(mesh) <= SAME_FACE;
	}

	/** Mean distance of nose and mouth from those of the mesh, in inter-eye distances. */
	double distanceTo(FaceMesh mesh) {
		double sum = 0;
		for (int[] pair : NOSE_AND_MOUTH) {
			sum += mesh.point(pair[0]).distanceTo(this.points.get(pair[1]));
		}
		return sum / NOSE_AND_MOUTH.length / mesh.interEyeDistance();
	}

}
