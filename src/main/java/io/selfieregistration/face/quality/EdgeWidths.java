package io.selfieregistration.face.quality;

/**
 * How wide the edges of the upright face are, seen in one of several sizes. An edge that
 * is blurred loses less of its steepness when it is blurred once more: from the loss
 * follows the standard deviation of the blur, whatever the contrast of the edge.
 */
final class EdgeWidths {

	/** Directions across which edges are looked at, over half a turn. */
	private static final int DIRECTIONS = 16;

	/**
	 * Eyes and mouth have sharper edges up and down than to the sides, and a blur of
	 * these harms the template more. <b>Source:</b> measured.
	 */
	private static final double DOWN = 1.2;

	/** Weights of a Gaussian with a standard deviation of one pixel, from its middle. */
	private static final float[] ONE_PX = gaussian(1, 4);

	/** What makes a deviation of two pixels of one of one pixel. */
	private static final float[] ONE_TO_TWO_PX = gaussian(Math.sqrt(3), 6);

	private final int sidePx;

	private final float[] grey;

	private final boolean[] inside;

	private final Tensor before;

	private final Tensor after;

	/**
	 * @param grey row by row
	 * @param inside what to look at
	 */
	EdgeWidths(int sidePx, float[] grey, boolean[] inside) {
		this.sidePx = sidePx;
		this.grey = grey;
		this.inside = inside;
		float[] once = blurred(grey, ONE_PX);
		this.before = tensor(once);
		this.after = tensor(blurred(once, ONE_TO_TWO_PX));
	}

	/** The same in half the size. */
	EdgeWidths halved() {
		int half = this.sidePx / 2;
		float[] halfGrey = new float[half * half];
		boolean[] halfInside = new boolean[half * half];
		for (int i = 0; i < halfGrey.length; i++) {
			int upper = 2 * (i / half) * this.sidePx + 2 * (i % half);
			int lower = upper + this.sidePx;
			halfGrey[i] = (this.grey[upper] + this.grey[upper + 1] + this.grey[lower] + this.grey[lower + 1]) / 4;
			halfInside[i] = this.inside[upper] && this.inside[upper + 1] && this.inside[lower]
					&& this.inside[lower + 1];
		}
		return new EdgeWidths(half, halfGrey, halfInside);
	}

	/**
	 * Standard deviation of the blur in pixels, across the direction in which it is
	 * widest; infinite without any edge. Up and down, it counts {@value #DOWN} times.
	 */
	double widest() {
		double widest = 0;
		for (int i = 0; i < DIRECTIONS; i++) {
			double angle = i * Math.PI / DIRECTIONS;
			double sin = Math.sin(angle);
			widest = Math.max(widest, (1 + (DOWN - 1) * sin * sin) * across(angle));
		}
		return widest;
	}

	/** Infinite without any edge. */
	private double across(double radians) {
		return width(this.before.energy(radians), this.after.energy(radians));
	}

	/** The energy of an edge falls with one over its width; squares of widths add up. */
	private static double width(double before, double after) {
		double loss = before / after * (before / after);
		if (!(loss > 1)) {
			return Double.POSITIVE_INFINITY;
		}
		return Math.sqrt(Math.max(0, (4 - loss) / (loss - 1)));
	}

	private Tensor tensor(float[] blurred) {
		double across = 0;
		double both = 0;
		double down = 0;
		for (int y = 1; y < this.sidePx - 1; y++) {
			for (int x = 1; x < this.sidePx - 1; x++) {
				int i = y * this.sidePx + x;
				if (this.inside[i]) {
					double dx = blurred[i + 1] - blurred[i - 1];
					double dy = blurred[i + this.sidePx] - blurred[i - this.sidePx];
					across += dx * dx;
					both += dx * dy;
					down += dy * dy;
				}
			}
		}
		return new Tensor(across, both, down);
	}

	private float[] blurred(float[] pixels, float[] weights) {
		return blurred(blurred(pixels, weights, 1, this.sidePx), weights, this.sidePx, 1);
	}

	/**
	 * @param step from a pixel to the next one that is averaged
	 * @param line from a pixel to the next one at a right angle
	 */
	private float[] blurred(float[] pixels, float[] weights, int step, int line) {
		float[] blurred = new float[pixels.length];
		for (int across = 0; across < this.sidePx; across++) {
			for (int along = 0; along < this.sidePx; along++) {
				int start = across * line;
				float sum = weights[0] * pixels[start + along * step];
				for (int k = 1; k < weights.length; k++) {
					sum += weights[k] * (pixels[start + Math.max(0, along - k) * step]
							+ pixels[start + Math.min(this.sidePx - 1, along + k) * step]);
				}
				blurred[start + along * step] = sum;
			}
		}
		return blurred;
	}

	private static float[] gaussian(double deviation, int radius) {
		double[] weights = new double[radius + 1];
		double sum = 0;
		for (int k = 0; k <= radius; k++) {
			weights[k] = Math.exp(-k * k / (2 * deviation * deviation));
			sum += (k == 0) ? weights[k] : 2 * weights[k];
		}
		float[] normalised = new float[radius + 1];
		for (int k = 0; k <= radius; k++) {
			normalised[k] = (float) (weights[k] / sum);
		}
		return normalised;
	}

	/** Sums of squared differences of neighbours. */
	private record Tensor(double across, double both, double down) {

		/** Of the differences in one direction. */
		double energy(double radians) {
			double cos = Math.cos(radians);
			double sin = Math.sin(radians);
			return cos * cos * this.across + 2 * cos * sin * this.both + sin * sin * this.down;
		}

	}

}
