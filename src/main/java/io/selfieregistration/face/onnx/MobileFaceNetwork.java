package io.selfieregistration.face.onnx;

import java.util.List;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;
import io.selfieregistration.face.quality.FaceMesh;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;

/**
 * Turns a face, with eyes, nose and mouth put where the network expects them, into a
 * direction in 192 dimensions that differs little for one person. <b>Source:</b>
 * MobileFaceNet, Chen et al. 2018; the targets are those of ArcFace, Deng et al. 2019.
 */
final class MobileFaceNetwork implements RecognitionNetwork {

	static final int SIDE_PX = 112;

	private static final float FACTOR = 1 / 128f;

	private static final float OFFSET = -127.5f / 128;

	/** Right eye, left eye, nose, right and left corner of the mouth, in the chip. */
	private static final List<Point> TARGETS = List.of(new Point(38.9563, 51.8426), new Point(72.8383, 51.6552),
			new Point(56.0050, 71.1121), new Point(42.0859, 90.9476), new Point(70.1441, 90.7924));

	private static final int NOSE = 1;

	private static final int RIGHT_CORNER_OF_MOUTH = 61;

	private static final int LEFT_CORNER_OF_MOUTH = 291;

	/** See {@link Network#checked}. */
	private static final double CHECK = 1.5956647;

	private final Network network;

	MobileFaceNetwork(byte[] onnx) {
		this.network = new Network("MobileFaceNet", onnx, SIDE_PX).checked(FACTOR, OFFSET, CHECK);
	}

	@Override
	public FaceTemplate template(RgbImage picture, FaceFinder.Face face) {
		return template(chip(picture, face.mesh()));
	}

	static RgbChip chip(RgbImage picture, FaceMesh mesh) {
		List<Point> points = List.of(mesh.rightEye(), mesh.leftEye(), mesh.point(NOSE),
				mesh.point(RIGHT_CORNER_OF_MOUTH), mesh.point(LEFT_CORNER_OF_MOUTH));
		return picture.chip(Similarity.between(TARGETS, points), SIDE_PX, RgbImage.Beyond.BORDER);
	}

	/**
	 * Sum of the face and its mirror image, which evens out how the head is turned, at a
	 * length of 1.
	 */
	FaceTemplate template(RgbChip chip) {
		float[] sum = describe(chip);
		float[] mirrored = describe(chip.mirrored());
		double squares = 0;
		for (int i = 0; i < sum.length; i++) {
			sum[i] += mirrored[i];
			squares += (double) sum[i] * sum[i];
		}
		double length = Math.sqrt(squares);
		for (int i = 0; i < sum.length; i++) {
			sum[i] = (float) (sum[i] / length);
		}
		return new FaceTemplate(RecognitionModel.MOBILEFACENET.model(), sum);
	}

	/** The answer as it is, of whatever length. */
	float[] describe(RgbChip chip) {
		return this.network.run(chip.values(FACTOR, OFFSET)).get("embeddings");
	}

	@Override
	public void close() {
		this.network.close();
	}

}
