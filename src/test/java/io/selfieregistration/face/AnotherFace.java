package io.selfieregistration.face;

import java.awt.image.BufferedImage;

/**
 * A face of nobody: the portrait with other proportions, as good a selfie, and for the
 * networks another person.
 */
public final class AnotherFace {

	private AnotherFace() {
	}

	public static BufferedImage picture() {
		return Portrait.good();
	}

	public static byte[] jpeg() {
		return Portrait.asJpeg(picture(), 0.92f);
	}

}
