package io.selfieregistration.face.onnx;

import io.selfieregistration.face.FaceTemplate;
import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;
import io.selfieregistration.face.quality.FaceLandmarks;

/**
 * Computes the template of a face: turns it upright, cuts the square around eyes and
 * mouth that the recognition network expects and describes it.
 */
final class TemplateExtraction {

	/** Distance from eyes to mouth in the recognition square. Source: face-api. */
	private static final double EYES_TO_MOUTH = 0.45;

	/** Height of eyes and mouth in the recognition square. Source: face-api. */
	private static final double HEIGHT = 0.43;

	private static final int RIGHT_EYE_FROM = 36;

	private static final int LEFT_EYE_FROM = 42;

	private static final int MOUTH_FROM = 48;

	private final RecognitionNetwork recognition;

	TemplateExtraction(RecognitionNetwork recognition) {
		this.recognition = recognition;
	}

	FaceTemplate extract(RgbImage picture, FaceFinder.Face face) {
		return describe(chip(picture, face.landmarks(), face.mesh().eyeLineRadians()));
	}

	/** The upright square around eyes and mouth. */
	RgbChip chip(RgbImage picture, FaceLandmarks points, double rollRadians) {
		Point right = points.middle(RIGHT_EYE_FROM, LEFT_EYE_FROM);
		Point left = points.middle(LEFT_EYE_FROM, MOUTH_FROM);
		Point mouth = points.middle(MOUTH_FROM, FaceLandmarks.POINTS);
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

}
