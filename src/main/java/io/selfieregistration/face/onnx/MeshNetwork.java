package io.selfieregistration.face.onnx;

import java.util.Map;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;
import io.selfieregistration.face.quality.FaceMesh;

/**
 * Puts a mesh on the face in a square, and says whether there is a face at all.
 * <b>Source:</b> MediaPipe face mesh; Kartynnik et al. 2019.
 */
final class MeshNetwork implements AutoCloseable {

	static final int SIDE_PX = 192;

	/** Side of the square to the longer side of the face. */
	private static final double MARGIN = 1.5;

	/** See {@link Network#checked}. */
	private static final double CHECK = 89.518982;

	private final Network network;

	MeshNetwork(byte[] onnx) {
		this.network = new Network("face mesh", onnx, SIDE_PX).checked(1 / 255f, 0, CHECK);
	}

	@Override
	public void close() {
		this.network.close();
	}

	/** First pass: the square comes from the detector. */
	Reading read(RgbImage picture, Detection detection) {
		return read(picture, detection.centre(), Math.max(detection.width(), detection.height()),
				detection.rollRadians());
	}

	/** Second pass: the square comes from a first mesh, which fits better. */
	Reading read(RgbImage picture, FaceMesh mesh) {
		double roll = mesh.eyeLineRadians();
		FaceMesh.Box box = mesh.bounds(roll);
		return read(picture, box.centre(), box.longerSide(), roll);
	}

	private Reading read(RgbImage picture, Point centre, double facePx, double rollRadians) {
		Similarity mapping = Similarity.ofSquare(centre, MARGIN * facePx, rollRadians, SIDE_PX);
		return read(picture.chip(mapping, SIDE_PX, RgbImage.Beyond.BLACK).lit(), mapping);
	}

	Reading read(RgbChip chip, Similarity mapping) {
		Map<String, float[]> outputs = this.network.run(chip.values(1 / 255f, 0));
		float[] points = outputs.get("Identity_2");
		double[] coordinates = new double[points.length];
		for (int i = 0; i < points.length; i += 3) {
			Point point = mapping.apply(points[i], points[i + 1]);
			coordinates[i] = point.x();
			coordinates[i + 1] = point.y();
			coordinates[i + 2] = points[i + 2] * mapping.scale();
		}
		return new Reading(new FaceMesh(coordinates), outputs.get("Identity_1")[0]);
	}

	/**
	 * A mesh.
	 *
	 * @param confidence that there is a face, from 0 to 1
	 */
	record Reading(FaceMesh mesh, double confidence) {
	}

}
