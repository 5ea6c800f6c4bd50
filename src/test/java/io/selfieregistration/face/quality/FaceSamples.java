package io.selfieregistration.face.quality;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

import io.selfieregistration.face.SelfieImage;
import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbImage;

/** Drawn faces of known geometry on pictures of known colours. */
final class FaceSamples {

	static final int SIDE_PX = 400;

	/** Height to width of the eyes that every sample has. */
	static final double EYE_OPENING = 0.3;

	private static final Point CENTRE = new Point(200, 200);

	private FaceSamples() {
	}

	/**
	 * A flat, frontal face in the middle of a square of 400 px: eyes 100 px apart, 80 px
	 * above the middle; chin 120 px below them; mouth closed.
	 */
	static double[] frontal() {
		var coordinates = new double[3 * FaceMesh.POINTS];
		for (int i = 0; i < FaceMesh.POINTS; i++) {
			put(coordinates, i, CENTRE.x(), CENTRE.y(), 0);
		}
		for (int i = 0; i < FaceMesh.OVAL.length; i++) {
			double angle = 2 * Math.PI * i / FaceMesh.OVAL.length;
			put(coordinates, FaceMesh.OVAL[i], CENTRE.x() + 90 * Math.sin(angle), CENTRE.y() - 100 * Math.cos(angle),
					0);
		}
		put(coordinates, 33, 130, 180, 0);
		put(coordinates, 133, 170, 180, 0);
		put(coordinates, 362, 230, 180, 0);
		put(coordinates, 263, 270, 180, 0);
		put(coordinates, 234, 110, 200, 0);
		put(coordinates, 454, 290, 200, 0);
		put(coordinates, 10, 200, 100, 0);
		put(coordinates, 152, 200, 300, 0);
		for (int lip : new int[] { 13, 14, 82, 87, 312, 317 }) {
			put(coordinates, lip, 200, 250, 0);
		}
		return coordinates;
	}

	/** Moves one point of the mesh. */
	static double[] put(double[] coordinates, int index, double x, double y, double depth) {
		coordinates[3 * index] = x;
		coordinates[3 * index + 1] = y;
		coordinates[3 * index + 2] = depth;
		return coordinates;
	}

	/** The frontal face leaning clockwise around the middle of the picture. */
	static double[] rolled(double degrees) {
		double[] coordinates = frontal();
		for (int i = 0; i < FaceMesh.POINTS; i++) {
			var turned = new Point(coordinates[3 * i] - CENTRE.x(), coordinates[3 * i + 1] - CENTRE.y())
				.rotated(Math.toRadians(degrees));
			put(coordinates, i, CENTRE.x() + turned.x(), CENTRE.y() + turned.y(), 0);
		}
		return coordinates;
	}

	/** A mesh in the middle of a picture of one colour. */
	static FaceSample onPlain(double[] mesh) {
		return sample(mesh, SIDE_PX, SIDE_PX, (x, y) -> Color.GRAY);
	}

	/** The frontal face on a painted picture. */
	static FaceSample painted(Painting painting) {
		return sample(frontal(), SIDE_PX, SIDE_PX, painting);
	}

	static FaceSample sample(double[] mesh, int widthPx, int heightPx, Painting painting) {
		return sample(mesh, widthPx, heightPx, painting, true);
	}

	static FaceSample sample(double[] mesh, int widthPx, int heightPx, Painting painting, boolean blocksAligned) {
		var samples = new byte[widthPx * heightPx * RgbImage.CHANNELS];
		for (int y = 0; y < heightPx; y++) {
			for (int x = 0; x < widthPx; x++) {
				Color colour = painting.colour(x, y);
				int i = (y * widthPx + x) * RgbImage.CHANNELS;
				samples[i] = (byte) colour.getRed();
				samples[i + 1] = (byte) colour.getGreen();
				samples[i + 2] = (byte) colour.getBlue();
			}
		}
		var image = new SelfieImage(RgbImage.ofSamples(widthPx, heightPx, samples), new byte[0], blocksAligned);
		return new FaceSample(image, new FaceMesh(mesh), landmarks(mesh), (picture, face) -> EYE_OPENING);
	}

	/** Landmarks that agree with a mesh. */
	static FaceLandmarks landmarks(double[] mesh) {
		Point[] points = new Point[FaceLandmarks.POINTS];
		Arrays.fill(points, CENTRE);
		var drawn = new FaceMesh(mesh);
		points[30] = drawn.point(1);
		points[48] = drawn.point(61);
		points[54] = drawn.point(291);
		return new FaceLandmarks(List.of(points));
	}

	/** The colour of each pixel. */
	interface Painting {

		Color colour(int x, int y);

	}

}
