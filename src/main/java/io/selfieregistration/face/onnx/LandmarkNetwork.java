package io.selfieregistration.face.onnx;

import java.util.ArrayList;
import java.util.List;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;
import io.selfieregistration.face.quality.FaceLandmarks;
import io.selfieregistration.face.quality.FaceMesh;

/**
 * Puts the 68 points on an upright face that the recognition network was trained with.
 * <b>Source:</b> face-api 1.7.15, faceLandmark68Net.
 */
final class LandmarkNetwork implements AutoCloseable {

	static final int SIDE_PX = 112;

	/** Side of the square to the longer side of the face. */
	private static final double MARGIN = 1.1;

	/** See {@link Network#checked}. */
	private static final double CHECK = 0.54180476;

	private final Network network;

	LandmarkNetwork(byte[] onnx) {
		this.network = new Network("landmarks", onnx, SIDE_PX).checked(1, 0, CHECK);
	}

	@Override
	public void close() {
		this.network.close();
	}

	/** The points of a face whose mesh is known, in the picture. */
	FaceLandmarks read(RgbImage picture, FaceMesh mesh) {
		double roll = mesh.eyeLineRadians();
		FaceMesh.Box box = mesh.bounds(roll);
		Similarity mapping = Similarity.ofSquare(box.centre(), MARGIN * box.longerSide(), roll, SIDE_PX);
		return read(picture.chip(mapping, SIDE_PX, RgbImage.Beyond.BLACK).lit(), mapping);
	}

	/** Points in the picture the chip was cut from. */
	FaceLandmarks read(RgbChip chip, Similarity mapping) {
		float[] coordinates = this.network.run(chip.values(1, 0)).get("points");
		List<Point> points = new ArrayList<>();
		for (int i = 0; i < coordinates.length; i += 2) {
			points.add(mapping.apply(SIDE_PX * coordinates[i], SIDE_PX * coordinates[i + 1]));
		}
		return new FaceLandmarks(points);
	}

}
