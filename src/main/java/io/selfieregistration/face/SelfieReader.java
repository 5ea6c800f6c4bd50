package io.selfieregistration.face;

import io.selfieregistration.face.image.RgbImage;

/**
 * Reads an upload in two steps: a cheap look at its structure, and the costly decoding of
 * what passed. Thread-safe; equal uploads give equal answers, so every call may be
 * repeated.
 */
public interface SelfieReader {

	/**
	 * Looks at the structure only; costs no more than reading the bytes once.
	 * @throws SelfieImageRejected if the upload is not one whole picture within the
	 * limits
	 */
	Checked check(byte[] upload);

	/**
	 * Looks at the structure of a frame of the camera.
	 * @throws SelfieImageRejected if it is not one whole picture, or larger than a frame
	 */
	Checked checkFrame(byte[] frame);

	/** An upload whose structure is in order. */
	interface Checked {

		/**
		 * Whether decoding takes several times as long as that of a usual selfie.
		 */
		boolean isLarge();

		/**
		 * Decodes, turns upright, reduces and writes anew.
		 * @throws SelfieImageRejected if the coded pixels are damaged
		 */
		SelfieImage decode();

		/**
		 * Decodes and turns upright, and writes nothing: for frames that are looked at
		 * once.
		 * @throws SelfieImageRejected if the coded pixels are damaged
		 */
		RgbImage decodeFrame();

	}

}
