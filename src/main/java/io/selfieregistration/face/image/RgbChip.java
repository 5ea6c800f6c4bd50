package io.selfieregistration.face.image;

/**
 * A small square cut out of a picture, as networks and measures read it: all red values
 * row by row, then all green, then all blue, each from 0 to 255.
 */
public final class RgbChip {

	/** Grey that a tenth of a chip exceeds in ordinary light, at least. */
	private static final int LIT = 128;

	private static final double BRIGHT_SHARE = 0.1;

	/** Beyond, noise would be made to look like a picture. */
	private static final float MAX_GAIN = 8;

	private final int sidePx;

	private final float[] values;

	/** Takes the values over without copying them. */
	public RgbChip(int sidePx, float[] values) {
		if (values.length != RgbImage.CHANNELS * sidePx * sidePx) {
			throw new IllegalArgumentException("%d values are no chip of %d px".formatted(values.length, sidePx));
		}
		this.sidePx = sidePx;
		this.values = values;
	}

	/**
	 * @param index of the pixel, row by row
	 */
	public float value(int index, int channel) {
		return this.values[channel * this.sidePx * this.sidePx + index];
	}

	/** All values times a factor, plus an offset: the scale a network was trained on. */
	public float[] values(float factor, float offset) {
		float[] scaled = new float[this.values.length];
		for (int i = 0; i < scaled.length; i++) {
			scaled[i] = this.values[i] * factor + offset;
		}
		return scaled;
	}

	/** The chip in ordinary light, if it is darker: networks were trained on such. */
	public RgbChip lit() {
		int plane = this.sidePx * this.sidePx;
		int[] histogram = new int[256];
		for (int i = 0; i < plane; i++) {
			histogram[(int) this.values[plane + i]]++;
		}
		int level = 255;
		int brighter = histogram[level];
		while (level > 0 && brighter < BRIGHT_SHARE * plane) {
			brighter += histogram[--level];
		}
		float gain = Math.min(MAX_GAIN, (float) LIT / Math.max(1, level));
		if (gain <= 1) {
			return this;
		}
		float[] lit = new float[this.values.length];
		for (int i = 0; i < lit.length; i++) {
			lit[i] = Math.min(255, gain * this.values[i]);
		}
		return new RgbChip(this.sidePx, lit);
	}

	/** The chip as a mirror shows it. */
	public RgbChip mirrored() {
		float[] mirrored = new float[this.values.length];
		for (int row = 0; row < RgbImage.CHANNELS * this.sidePx; row++) {
			for (int x = 0; x < this.sidePx; x++) {
				mirrored[row * this.sidePx + x] = this.values[row * this.sidePx + this.sidePx - 1 - x];
			}
		}
		return new RgbChip(this.sidePx, mirrored);
	}

}
