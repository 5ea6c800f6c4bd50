package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.RgbChip;

/**
 * Turns an upright face into 128 numbers that are close together for one person.
 * <b>Source:</b> dlib_face_recognition_resnet_model_v1, King 2017, as face-api 1.7.15
 * carries it.
 */
final class RecognitionNetwork implements AutoCloseable {

	static final int SIDE_PX = 150;

	/** See {@link Network#checked}. */
	private static final double CHECK = 0.11449797;

	private final Network network;

	RecognitionNetwork(byte[] onnx) {
		this.network = new Network("recognition", onnx, SIDE_PX).checked(1, 0, CHECK);
	}

	@Override
	public void close() {
		this.network.close();
	}

	float[] describe(RgbChip chip) {
		return this.network.run(chip.values(1, 0)).get("descriptor");
	}

	/** Mean of the face and its mirror image, which evens out how the head is turned. */
	float[] describeBothWays(RgbChip chip) {
		float[] descriptor = describe(chip);
		float[] mirrored = describe(chip.mirrored());
		for (int i = 0; i < descriptor.length; i++) {
			descriptor[i] = (descriptor[i] + mirrored[i]) / 2;
		}
		return descriptor;
	}

}
