package io.selfieregistration.face.onnx;

import io.selfieregistration.face.image.RgbImage;

/**
 * Draws an artificial face that is the same on every machine, for the pipeline to try
 * itself on.
 */
final class DrawnFace {

	private static final int SIDE_PX = 480;

	/** Width of a soft edge, in units of the drawing. */
	private static final double EDGE = 0.012;

	private static final double[] WALL = { 205, 212, 218 };

	private static final double[] SHIRT = { 70, 90, 125 };

	private static final double[] HAIR = { 62, 44, 34 };

	private static final double[] SKIN = { 226, 178, 150 };

	private static final double[] SHADE = { 176, 122, 98 };

	private static final double[] EYE_WHITE = { 240, 238, 236 };

	private static final double[] IRIS = { 88, 66, 48 };

	private static final double[] BLACK = { 22, 16, 14 };

	private static final double[] LIPS = { 176, 88, 84 };

	private final double[] rgb = new double[RgbImage.CHANNELS];

	private DrawnFace() {
	}

	/** The picture: one frontal face in the middle. */
	static RgbImage draw() {
		byte[] pixels = new byte[RgbImage.CHANNELS * SIDE_PX * SIDE_PX];
		DrawnFace pen = new DrawnFace();
		for (int y = 0; y < SIDE_PX; y++) {
			for (int x = 0; x < SIDE_PX; x++) {
				pen.paint(unit(x), unit(y));
				for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
					pixels[RgbImage.CHANNELS * (y * SIDE_PX + x) + channel] = (byte) Math.round(pen.rgb[channel]);
				}
			}
		}
		return RgbImage.ofSamples(SIDE_PX, SIDE_PX, pixels);
	}

	/** From -1 to 1, from left to right and from top to bottom. */
	private static double unit(int pixel) {
		return 2.0 * (pixel + 0.5) / SIDE_PX - 1;
	}

	private void paint(double x, double y) {
		System.arraycopy(WALL, 0, this.rgb, 0, WALL.length);
		oval(x, y, 0, 1.05, 0.75, 0.42, SHIRT, 1);
		oval(x, y, 0, -0.16, 0.50, 0.58, HAIR, 1);
		oval(x, y, 0, 0.52, 0.20, 0.30, SHADE, 1);
		oval(x, y, 0, 0.02, 0.40, 0.54, SKIN, 1);
		shadeFace(x, y);
		for (int side = -1; side <= 1; side += 2) {
			eye(x, y, 0.165 * side);
		}
		nose(x, y);
		mouth(x, y);
		hairLine(x, y);
	}

	private void shadeFace(double x, double y) {
		double border = Math.hypot(x / 0.40, (y - 0.02) / 0.54);
		if (border < 1) {
			blend(SHADE, 0.75 * Math.pow(border, 5));
			soft(x, y, 0.24, 0.18, 0.12, 0.10, LIPS, 0.14);
			soft(x, y, -0.24, 0.18, 0.12, 0.10, LIPS, 0.14);
		}
	}

	private void eye(double x, double y, double at) {
		soft(x, y, at, -0.075, 0.13, 0.075, SHADE, 0.75);
		if (Math.abs(x - at) < 0.085) {
			double opening = 0.036 * (1 - Math.pow((x - at) / 0.085, 2));
			double lid = -0.06 - opening;
			double lower = -0.06 + 0.8 * opening;
			double inside = step(y - lid) * step(lower - y);
			blend(EYE_WHITE, inside);
			double iris = Math.hypot(x - at, y + 0.062);
			blend(IRIS, inside * step(0.036 - iris));
			blend(BLACK, inside * step(0.017 - iris));
			blend(EYE_WHITE, inside * step(0.008 - Math.hypot(x - at + 0.012, y + 0.074)));
			blend(BLACK, 0.85 * Math.exp(-Math.pow((y - lid) / 0.010, 2)));
			blend(SHADE, 0.6 * Math.exp(-Math.pow((y - lower) / 0.009, 2)));
		}
		double brow = -0.175 + 0.35 * Math.pow(x - at, 2) / 0.13;
		double width = Math.max(0, 1 - Math.pow((x - at) / 0.125, 4));
		blend(HAIR, 0.9 * width * Math.exp(-Math.pow((y - brow) / 0.020, 2)));
	}

	private void nose(double x, double y) {
		for (int side = -1; side <= 1; side += 2) {
			if (y > -0.1 && y < 0.16) {
				double flank = side * (0.035 + 0.12 * (y + 0.1));
				blend(SHADE, 0.30 * Math.exp(-Math.pow((x - flank) / 0.022, 2)));
			}
			soft(x, y, 0.070 * side, 0.155, 0.035, 0.035, SHADE, 0.65);
			soft(x, y, 0.036 * side, 0.180, 0.020, 0.013, BLACK, 0.75);
		}
		soft(x, y, 0, 0.205, 0.075, 0.018, SHADE, 0.6);
		soft(x, y, 0, 0.110, 0.030, 0.060, EYE_WHITE, 0.25);
	}

	private void mouth(double x, double y) {
		if (Math.abs(x) < 0.145) {
			double across = 1 - Math.pow(x / 0.145, 2);
			double line = 0.312 + 0.02 * (1 - across);
			double upper = line - 0.034 * across * (1 - 0.25 * Math.exp(-Math.pow(x / 0.02, 2)));
			double lower = line + 0.048 * across;
			blend(LIPS, step(y - upper) * step(lower - y));
			blend(BLACK, 0.6 * across * Math.exp(-Math.pow((y - line) / 0.007, 2)));
		}
		soft(x, y, 0, 0.40, 0.09, 0.020, SHADE, 0.5);
	}

	private void hairLine(double x, double y) {
		double line = -0.38 + 0.5 * x * x;
		if (Math.hypot(x / 0.50, (y + 0.16) / 0.58) < 1) {
			blend(HAIR, step(line - y));
		}
	}

	private void oval(double x, double y, double centreX, double centreY, double halfWidth, double halfHeight,
			double[] colour, double strength) {
		double inside = (1 - Math.hypot((x - centreX) / halfWidth, (y - centreY) / halfHeight))
				* Math.min(halfWidth, halfHeight);
		blend(colour, strength * step(inside));
	}

	private void soft(double x, double y, double centreX, double centreY, double halfWidth, double halfHeight,
			double[] colour, double strength) {
		double distance = Math.pow((x - centreX) / halfWidth, 2) + Math.pow((y - centreY) / halfHeight, 2);
		blend(colour, strength * Math.exp(-distance));
	}

	/** From 0 outside to 1 inside, over a soft edge. */
	private static double step(double inside) {
		double t = Math.max(0, Math.min(1, 0.5 + inside / EDGE));
		return t * t * (3 - 2 * t);
	}

	private void blend(double[] colour, double share) {
		for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
			this.rgb[channel] += share * (colour[channel] - this.rgb[channel]);
		}
	}

}
