package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.recognition.FaceTemplate;

/** Computes the template of a face: cuts the chip that it expects, and describes it. */
interface RecognitionNetwork extends AutoCloseable {

	FaceTemplate template(RgbImage picture, FaceFinder.Face face);

	@Override
	void close();

}
