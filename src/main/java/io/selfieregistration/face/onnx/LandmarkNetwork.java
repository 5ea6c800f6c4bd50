package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.Similarity;

/**
 * Puts the 68 points on an upright face that the recognition network was trained with.
 * <b>Source:</b> face-api 1.7.15, faceLandmark68Net.
 */
final class LandmarkNetwork implements AutoCloseable {

	static final int SIDE_PX = 112;

	/** See {@link Network#checked}. */
	private static final double CHECK = 0.54180476;

	private final Network network;

	LandmarkNetwork(byte[] onnx) {
		this.network = new Network("landmarks", onnx, SIDE_PX).checked(1, 0, CHECK);
	}

	/** Points in the picture the chip was cut from. */
	Point[] read(RgbChip chip, Similarity mapping) {
		float[] coordinates = this.network.run(chip.values(1, 0)).get("points");
		Point[] points = new Point[coordinates.length / 2];
		for (int i = 0; i < points.length; i++) {
			points[i] = mapping.apply(SIDE_PX * coordinates[2 * i], SIDE_PX * coordinates[2 * i + 1]);
		}
		return points;
	}

	@Override
	public void close() {
		this.network.close();
	}

}
