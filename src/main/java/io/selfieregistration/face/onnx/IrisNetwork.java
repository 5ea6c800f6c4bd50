package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;
import io.selfieregistration.face.quality.FaceMesh;
import io.selfieregistration.face.quality.FaceSample;

/**
 * Draws the contour of an eye. Trained on the eye at the left of the picture, so the
 * other one is mirrored. <b>Source:</b> MediaPipe iris; Ablavatski et al. 2020.
 */
final class IrisNetwork implements FaceSample.EyeOpenings, AutoCloseable {

	static final int SIDE_PX = 64;

	/** Side of the square to the distance of the corners of the eye. */
	private static final double MARGIN = 2.3;

	private static final int OUTER_CORNER = 0;

	private static final int INNER_CORNER = 8;

	private static final int[][] LOWER_AND_UPPER_LID = { { 3, 11 }, { 4, 12 }, { 5, 13 } };

	/** See {@link Network#checked}. */
	private static final double CHECK = 30.881294;

	private final Network network;

	IrisNetwork(byte[] onnx) {
		this.network = new Network("iris", onnx, SIDE_PX).checked(1 / 255f, 0, CHECK);
	}

	@Override
	public void close() {
		this.network.close();
	}

	@Override
	public double smallest(RgbImage picture, FaceMesh mesh) {
		double roll = mesh.eyeLineRadians();
		RgbChip right = chip(picture, mesh.rightEye(), mesh.rightEyeWidth(), roll);
		RgbChip left = chip(picture, mesh.leftEye(), mesh.leftEyeWidth(), roll);
		return Math.min(opening(contour(right)), opening(contour(left.mirrored())));
	}

	private static RgbChip chip(RgbImage picture, Point eye, double widthPx, double rollRadians) {
		Similarity mapping = Similarity.ofSquare(eye, MARGIN * widthPx, rollRadians, SIDE_PX);
		return picture.chip(mapping, SIDE_PX, RgbImage.Beyond.BORDER);
	}

	/** Points of the eye, x, y and depth of each, in pixels of the chip. */
	float[] contour(RgbChip chip) {
		return this.network.run(chip.values(1 / 255f, 0)).get("Identity");
	}

	private static double opening(float[] contour) {
		double height = 0;
		for (int[] pair : LOWER_AND_UPPER_LID) {
			height += distance(contour, pair[0], pair[1]) / LOWER_AND_UPPER_LID.length;
		}
		return height / distance(contour, OUTER_CORNER, INNER_CORNER);
	}

	private static double distance(float[] contour, int from, int to) {
		return Math.hypot(contour[3 * from] - contour[3 * to], contour[3 * from + 1] - contour[3 * to + 1]);
	}

}
