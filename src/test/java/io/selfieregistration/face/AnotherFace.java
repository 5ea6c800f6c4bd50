package io.selfieregistration.face;

import java.awt.image.BufferedImage;

/**
 * A face of nobody: the portrait with other proportions, as good a selfie, and for the
 * networks another person. Its template is about 1.10 away from that of the portrait.
 */
public final class AnotherFace {

	/** Centre and radii of what is made larger or smaller, in pixels of the portrait. */
	private static final double[][] FEATURES = { { 310, 250, 60, 50, -0.6 }, { 412, 252, 60, 50, -0.6 },
			{ 360, 310, 70, 60, 0.6 }, { 360, 390, 100, 50, -0.5 } };

	private AnotherFace() {
	}

	/** A selfie of 720 x 720 px: small eyes, a large nose and a narrow mouth. */
	public static BufferedImage picture() {
		BufferedImage portrait = Portrait.good();
		var face = new BufferedImage(portrait.getWidth(), portrait.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
		for (int y = 0; y < face.getHeight(); y++) {
			for (int x = 0; x < face.getWidth(); x++) {
				double[] from = { x, y };
				for (double[] feature : FEATURES) {
					from = from(from, feature);
				}
				face.setRGB(x, y, colour(portrait, from));
			}
		}
		return face;
	}

	public static byte[] jpeg() {
		return Portrait.asJpeg(picture(), 0.92f);
	}

	/** Where a pixel comes from when a feature is scaled, most in its middle. */
	private static double[] from(double[] at, double[] feature) {
		double x = at[0] - feature[0];
		double y = at[1] - feature[1];
		double edge = Math.max(0, 1 - Math.pow(x / feature[2], 2) - Math.pow(y / feature[3], 2));
		double scale = 1 - feature[4] * edge * edge;
		return new double[] { feature[0] + x * scale, feature[1] + y * scale };
	}

	/** Between four pixels, so that the picture stays as sharp as it is. */
	private static int colour(BufferedImage picture, double[] at) {
		int x = (int) Math.min(Math.max(0, at[0]), picture.getWidth() - 2);
		int y = (int) Math.min(Math.max(0, at[1]), picture.getHeight() - 2);
		double right = Math.min(1, Math.max(0, at[0] - x));
		double down = Math.min(1, Math.max(0, at[1] - y));
		int colour = 0;
		for (int shift = 0; shift <= 16; shift += 8) {
			double above = (1 - right) * channel(picture, x, y, shift) + right * channel(picture, x + 1, y, shift);
			double below = (1 - right) * channel(picture, x, y + 1, shift)
					+ right * channel(picture, x + 1, y + 1, shift);
			colour |= (int) Math.round((1 - down) * above + down * below) << shift;
		}
		return colour;
	}

	private static int channel(BufferedImage picture, int x, int y, int shift) {
		return (picture.getRGB(x, y) >> shift) & 0xff;
	}

}
