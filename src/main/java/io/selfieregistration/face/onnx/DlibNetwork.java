package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;
import io.selfieregistration.face.quality.FaceLandmarks;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;

/**
 * Turns the upright square around eyes and mouth into 128 numbers that are close together
 * for one person. <b>Source:</b> dlib_face_recognition_resnet_model_v1, King 2017, as
 * face-api 1.7.15 carries it.
 */
final class DlibNetwork implements RecognitionNetwork {

	private static final int SIDE_PX = 150;

	/** Distance from eyes to mouth in the recognition square. Source: face-api. */
	private static final double EYES_TO_MOUTH = 0.45;

	/** Height of eyes and mouth in the recognition square. Source: face-api. */
	private static final double HEIGHT = 0.43;

	private static final int RIGHT_EYE_FROM = 36;

	private static final int LEFT_EYE_FROM = 42;

	private static final int MOUTH_FROM = 48;

	/** See {@link Network#checked}. */
	private static final double CHECK = 0.11449797;

	private final Network network;

	DlibNetwork(byte[] onnx) {
		this.network = new Network("recognition", onnx, SIDE_PX).checked(1, 0, CHECK);
	}

	@Override
	public FaceTemplate template(RgbImage picture, FaceFinder.Face face) {
		return template(chip(picture, face.landmarks(), face.mesh().eyeLineRadians()));
	}

	@Override
	public void close() {
		this.network.close();
	}

	/** The upright square around eyes and mouth. */
	private static RgbChip chip(RgbImage picture, FaceLandmarks points, double rollRadians) {
		Point right = points.middle(RIGHT_EYE_FROM, LEFT_EYE_FROM);
		Point left = points.middle(LEFT_EYE_FROM, MOUTH_FROM);
		Point mouth = points.middle(MOUTH_FROM, FaceLandmarks.POINTS);
		double eyesToMouth = (mouth.distanceTo(right) + mouth.distanceTo(left)) / 2;
		double sidePx = eyesToMouth / EYES_TO_MOUTH;
		Point middle = new Point((right.x() + left.x() + mouth.x()) / 3, (right.y() + left.y() + mouth.y()) / 3);
		Point down = new Point(0, (0.5 - HEIGHT) * sidePx).rotated(rollRadians);
		Point centre = new Point(middle.x() + down.x(), middle.y() + down.y());
		Similarity mapping = Similarity.ofSquare(centre, sidePx, rollRadians, SIDE_PX);
		return picture.chip(mapping, SIDE_PX, RgbImage.Beyond.BORDER);
	}

	/** Mean of the face and its mirror image, which evens out how the head is turned. */
	FaceTemplate template(RgbChip chip) {
		float[] mean = describe(chip);
		float[] mirrored = describe(chip.mirrored());
		for (int i = 0; i < mean.length; i++) {
			mean[i] = (mean[i] + mirrored[i]) / 2;
		}
		return new FaceTemplate(RecognitionModel.DLIB.model(), mean);
	}

	float[] describe(RgbChip chip) {
		return this.network.run(chip.values(1, 0)).get("descriptor");
	}

}
