package io.selfieregistration.face.onnx;

import io.selfieregistration.face.FaceTemplate;
import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;
import io.selfieregistration.face.quality.FaceMesh;

/**
 * Computes the template of a face: turns it upright, finds its 68 points, cuts the square
 * that the recognition network expects and describes it.
 */
final class TemplateExtraction {

	/** Side of the landmark square to the longer side of the face. */
	private static final double LANDMARK_MARGIN = 1.1;

	/** Distance from eyes to mouth in the recognition square. Source: face-api. */
	private static final double EYES_TO_MOUTH = 0.45;

	/** Height of eyes and mouth in the recognition square. Source: face-api. */
	private static final double HEIGHT = 0.43;

	private static final int RIGHT_EYE_FROM = 36;

	private static final int LEFT_EYE_FROM = 42;

	private static final int MOUTH_FROM = 48;

	private static final int MOUTH_TO = 68;

	private final LandmarkNetwork landmarks;

	private final RecognitionNetwork recognition;

	TemplateExtraction(LandmarkNetwork landmarks, RecognitionNetwork recognition) {
		this.landmarks = landmarks;
		this.recognition = recognition;
	}

	FaceTemplate extract(RgbImage picture, FaceMesh mesh) {
		return describe(chip(picture, landmarks(picture, mesh), mesh.eyeLineRadians()));
	}

	/** The 68 points in the picture. */
	Point[] landmarks(RgbImage picture, FaceMesh mesh) {
		double roll = mesh.eyeLineRadians();
		FaceMesh.Box box = mesh.bounds(roll);
		Similarity mapping = Similarity.ofSquare(box.centre(), LANDMARK_MARGIN * box.longerSide(), roll,
				LandmarkNetwork.SIDE_PX);
		return this.landmarks.read(picture.chip(mapping, LandmarkNetwork.SIDE_PX, RgbImage.Beyond.BLACK), mapping);
	}

	/** The upright square around eyes and mouth. */
	RgbChip chip(RgbImage picture, Point[] points, double rollRadians) {
		Point right = mean(points, RIGHT_EYE_FROM, LEFT_EYE_FROM);
		Point left = mean(points, LEFT_EYE_FROM, MOUTH_FROM);
		Point mouth = mean(points, MOUTH_FROM, MOUTH_TO);
		double eyesToMouth = (mouth.distanceTo(right) + mouth.distanceTo(left)) / 2;
		double sidePx = eyesToMouth / EYES_TO_MOUTH;
		Point middle = new Point((right.x() + left.x() + mouth.x()) / 3, (right.y() + left.y() + mouth.y()) / 3);
		Point down = new Point(0, (0.5 - HEIGHT) * sidePx).rotated(rollRadians);
		Point centre = new Point(middle.x() + down.x(), middle.y() + down.y());
		Similarity mapping = Similarity.ofSquare(centre, sidePx, rollRadians, RecognitionNetwork.SIDE_PX);
		return picture.chip(mapping, RecognitionNetwork.SIDE_PX, RgbImage.Beyond.BORDER);
	}

	FaceTemplate describe(RgbChip chip) {
		return new FaceTemplate(FaceTemplate.Model.DLIB_RESNET_128, this.recognition.describeBothWays(chip));
	}

	private static Point mean(Point[] points, int from, int to) {
		double x = 0;
		double y = 0;
		for (int i = from; i < to; i++) {
			x += points[i].x() / (to - from);
			y += points[i].y() / (to - from);
		}
		return new Point(x, y);
	}

}
