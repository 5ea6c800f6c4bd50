package io.selfieregistration.face.image;

import java.util.Arrays;

/** Pixels in sRGB, one byte for each of red, green and blue. Immutable; thread-safe. */
public final class RgbImage {

	/** Red, green, blue. */
	public static final int CHANNELS = 3;

	/** Enough pixels to know how bright a picture is. */
	private static final int LOOKED_AT = 50_000;

	private final int widthPx;

	private final int heightPx;

	private final byte[] samples;

	private volatile RgbImage half;

	private RgbImage(int widthPx, int heightPx, byte[] samples) {
		if (widthPx < 1 || heightPx < 1 || samples.length != widthPx * heightPx * CHANNELS) {
			throw new IllegalArgumentException(
					"%d samples are no picture of %d x %d px".formatted(samples.length, widthPx, heightPx));
		}
		this.widthPx = widthPx;
		this.heightPx = heightPx;
		this.samples = samples;
	}

	/**
	 * Takes the samples over without copying them; the caller lets go of them.
	 * @param samples red, green, blue of each pixel, row by row
	 */
	public static RgbImage ofSamples(int widthPx, int heightPx, byte[] samples) {
		return new RgbImage(widthPx, heightPx, samples);
	}

	public int widthPx() {
		return this.widthPx;
	}

	public int heightPx() {
		return this.heightPx;
	}

	/**
	 * @return from 0 to 255
	 */
	public int sample(int x, int y, int channel) {
		return this.samples[(y * this.widthPx + x) * CHANNELS + channel] & 0xff;
	}

	/**
	 * Brightness of a pixel as ITU-R BT.601 weighs the colours.
	 * @return from 0 (black) to 255 (white)
	 */
	public double grey(int x, int y) {
		int i = (y * this.widthPx + x) * CHANNELS;
		return 0.299 * (this.samples[i] & 0xff) + 0.587 * (this.samples[i + 1] & 0xff)
				+ 0.114 * (this.samples[i + 2] & 0xff);
	}

	/**
	 * The grey that a share of all pixels exceeds; of large pictures, some pixels stand
	 * for all.
	 * @param share from 0 to 1
	 */
	public double greyExceededBy(double share) {
		int step = (int) Math.ceil(Math.sqrt((double) this.widthPx * this.heightPx / LOOKED_AT));
		int[] histogram = new int[256];
		int count = 0;
		for (int y = 0; y < this.heightPx; y += step) {
			for (int x = 0; x < this.widthPx; x += step) {
				histogram[(int) grey(x, y)]++;
				count++;
			}
		}
		int level = 255;
		int brighter = histogram[level];
		while (level > 0 && brighter < share * count) {
			brighter += histogram[--level];
		}
		return level;
	}

	/** Cuts a square chip out, sampled without aliasing. */
	public RgbChip chip(Similarity chipToPicture, int sidePx, Beyond beyond) {
		RgbImage source = this;
		Similarity mapping = chipToPicture;
		while (mapping.scale() >= 2 && (source.widthPx > 1 || source.heightPx > 1)) {
			source = source.half();
			mapping = mapping.halved();
		}
		return source.interpolated(mapping, sidePx, beyond);
	}

	/** The picture in a smaller size, each pixel the mean of those it replaces. */
	public RgbImage reducedTo(int newWidthPx, int newHeightPx) {
		if (newWidthPx > this.widthPx || newHeightPx > this.heightPx) {
			throw new IllegalArgumentException("A picture of %d x %d px cannot be reduced to %d x %d px"
				.formatted(this.widthPx, this.heightPx, newWidthPx, newHeightPx));
		}
		Cover columns = new Cover(this.widthPx, newWidthPx);
		Cover rows = new Cover(this.heightPx, newHeightPx);
		byte[] reduced = new byte[newWidthPx * newHeightPx * CHANNELS];
		float[] sums = new float[newWidthPx * CHANNELS];
		for (int y = 0; y < newHeightPx; y++) {
			Arrays.fill(sums, 0);
			for (int sourceY = rows.first(y); sourceY <= rows.last(y); sourceY++) {
				addRow(sourceY, rows.weight(y, sourceY), columns, sums);
			}
			for (int i = 0; i < sums.length; i++) {
				reduced[y * sums.length + i] = (byte) Math.min(255, Math.round(sums[i]));
			}
		}
		return new RgbImage(newWidthPx, newHeightPx, reduced);
	}

	private void addRow(int sourceY, float rowWeight, Cover columns, float[] sums) {
		for (int x = 0; x * CHANNELS < sums.length; x++) {
			for (int sourceX = columns.first(x); sourceX <= columns.last(x); sourceX++) {
				float weight = rowWeight * columns.weight(x, sourceX);
				int i = (sourceY * this.widthPx + sourceX) * CHANNELS;
				for (int channel = 0; channel < CHANNELS; channel++) {
					sums[x * CHANNELS + channel] += weight * (this.samples[i + channel] & 0xff);
				}
			}
		}
	}

	private RgbChip interpolated(Similarity mapping, int sidePx, Beyond beyond) {
		int plane = sidePx * sidePx;
		float[] values = new float[CHANNELS * plane];
		for (int y = 0; y < sidePx; y++) {
			for (int x = 0; x < sidePx; x++) {
				Point at = mapping.apply(x, y);
				int left = (int) Math.floor(at.x());
				int top = (int) Math.floor(at.y());
				float fractionX = (float) (at.x() - left);
				float fractionY = (float) (at.y() - top);
				for (int channel = 0; channel < CHANNELS; channel++) {
					float upper = between(sample(left, top, channel, beyond), sample(left + 1, top, channel, beyond),
							fractionX);
					float lower = between(sample(left, top + 1, channel, beyond),
							sample(left + 1, top + 1, channel, beyond), fractionX);
					values[channel * plane + y * sidePx + x] = between(upper, lower, fractionY);
				}
			}
		}
		return new RgbChip(sidePx, values);
	}

	private static float between(float from, float to, float fraction) {
		return from + (to - from) * fraction;
	}

	private int sample(int x, int y, int channel, Beyond beyond) {
		if (x >= 0 && y >= 0 && x < this.widthPx && y < this.heightPx) {
			return sample(x, y, channel);
		}
		if (beyond == Beyond.BLACK) {
			return 0;
		}
		return sample(Math.min(Math.max(x, 0), this.widthPx - 1), Math.min(Math.max(y, 0), this.heightPx - 1), channel);
	}

	/** Half the width and height; kept, as several chips of one picture need it. */
	private RgbImage half() {
		if (this.half == null) {
			int halfWidth = Math.max(1, this.widthPx / 2);
			int halfHeight = Math.max(1, this.heightPx / 2);
			byte[] halved = new byte[halfWidth * halfHeight * CHANNELS];
			for (int y = 0; y < halfHeight; y++) {
				int lowerY = Math.min(2 * y + 1, this.heightPx - 1);
				for (int x = 0; x < halfWidth; x++) {
					int rightX = Math.min(2 * x + 1, this.widthPx - 1);
					for (int channel = 0; channel < CHANNELS; channel++) {
						int sum = sample(2 * x, 2 * y, channel) + sample(rightX, 2 * y, channel)
								+ sample(2 * x, lowerY, channel) + sample(rightX, lowerY, channel);
						halved[(y * halfWidth + x) * CHANNELS + channel] = (byte) ((sum + 2) / 4);
					}
				}
			}
			this.half = new RgbImage(halfWidth, halfHeight, halved);
		}
		return this.half;
	}

	/** What lies beyond the border of a picture. */
	public enum Beyond {

		BLACK,

		/** The nearest pixel of the border, again and again. */
		BORDER

	}

	/** How much of each source pixel one pixel of a reduced line covers. */
	private static final class Cover {

		private final int count;

		private final double step;

		Cover(int count, int newCount) {
			this.count = count;
			this.step = (double) count / newCount;
		}

		int first(int index) {
			return (int) (index * this.step);
		}

		int last(int index) {
			return Math.min(this.count - 1, (int) Math.ceil((index + 1) * this.step) - 1);
		}

		float weight(int index, int source) {
			double from = Math.max(index * this.step, source);
			double to = Math.min((index + 1) * this.step, source + 1.0);
			return (float) (Math.max(0, to - from) / this.step);
		}

	}

}
