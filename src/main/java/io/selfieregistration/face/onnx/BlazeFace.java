package io.selfieregistration.face.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;

/**
 * Finds where faces may be, quickly; also fires on things that look like one.
 * <b>Source:</b> MediaPipe BlazeFace, back camera model of 256 px; Bazarevsky et al.
 * 2019.
 */
final class BlazeFace implements AutoCloseable {

	static final int SIDE_PX = 256;

	/** Boxes below are not looked at. */
	static final double MIN_SCORE = 0.5;

	/** Boxes that overlap more are the same face. */
	private static final double MAX_OVERLAP = 0.3;

	/** Numbers of one box: centre, size and six points. */
	private static final int BOX_NUMBERS = 16;

	private static final int RIGHT_EYE = 4;

	private static final int LEFT_EYE = 6;

	/** See {@link Network#checked}. */
	private static final double CHECK = 30.284807;

	private final Network network;

	BlazeFace(byte[] onnx) {
		this.network = new Network("BlazeFace", onnx, SIDE_PX).checked(1 / 127.5f, -1, CHECK);
	}

	@Override
	public void close() {
		this.network.close();
	}

	/**
	 * Boxes from the highest score to the lowest.
	 * @param rollRadians by how much the picture is turned counterclockwise before, which
	 * shows faces upright that lean as much clockwise; a multiple of a quarter turn
	 */
	List<Detection> detect(RgbImage picture, double rollRadians) {
		Point centre = new Point((picture.widthPx() - 1) / 2.0, (picture.heightPx() - 1) / 2.0);
		Similarity mapping = Similarity.ofSquare(centre, Math.max(picture.widthPx(), picture.heightPx()), rollRadians,
				SIDE_PX);
		return detect(picture.chip(mapping, SIDE_PX, RgbImage.Beyond.BLACK).lit(), mapping);
	}

	List<Detection> detect(RgbChip chip, Similarity mapping) {
		Map<String, float[]> outputs = this.network.run(chip.values(1 / 127.5f, -1));
		List<Detection> detections = new ArrayList<>();
		collect(outputs.get("Identity"), outputs.get("Identity_2"), 16, 2, mapping, detections);
		collect(outputs.get("Identity_1"), outputs.get("Identity_3"), 8, 6, mapping, detections);
		detections.sort(Comparator.comparingDouble(Detection::score).reversed());
		return withoutOverlaps(detections);
	}

	/**
	 * @param gridCells of the grid in each direction
	 * @param perCell boxes of each cell
	 */
	private static void collect(float[] scores, float[] boxes, int gridCells, int perCell, Similarity mapping,
			List<Detection> detections) {
		double cellPx = (double) SIDE_PX / gridCells;
		for (int i = 0; i < scores.length; i++) {
			double score = 1 / (1 + Math.exp(-scores[i]));
			if (score > MIN_SCORE) {
				int cell = i / perCell;
				double anchorX = cellPx * (cell % gridCells + 0.5);
				double anchorY = cellPx * (cell / gridCells + 0.5);
				detections.add(detection(boxes, i * BOX_NUMBERS, anchorX, anchorY, score, mapping));
			}
		}
	}

	private static Detection detection(float[] boxes, int at, double anchorX, double anchorY, double score,
			Similarity mapping) {
		Point right = point(boxes, at + RIGHT_EYE, anchorX, anchorY, mapping);
		Point left = point(boxes, at + LEFT_EYE, anchorX, anchorY, mapping);
		return new Detection(point(boxes, at, anchorX, anchorY, mapping), boxes[at + 2] * mapping.scale(),
				boxes[at + 3] * mapping.scale(), Math.atan2(left.y() - right.y(), left.x() - right.x()), score);
	}

	/** The network counts from the edge of the first pixel, a mapping from its centre. */
	private static Point point(float[] boxes, int at, double anchorX, double anchorY, Similarity mapping) {
		return mapping.apply(boxes[at] + anchorX - 0.5, boxes[at + 1] + anchorY - 0.5);
	}

	private static List<Detection> withoutOverlaps(List<Detection> detections) {
		List<Detection> kept = new ArrayList<>();
		for (Detection detection : detections) {
			if (kept.stream().noneMatch((other) -> detection.overlap(other) > MAX_OVERLAP)) {
				kept.add(detection);
			}
		}
		return kept;
	}

}
