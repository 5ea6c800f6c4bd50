package io.selfieregistration.face.quality;

import java.util.Arrays;

import io.selfieregistration.face.image.Point;

/** The greys of a part of the upright face, in their order. */
final class Greys {

	private final float[] sorted;

	private Greys(float[] sorted) {
		this.sorted = sorted;
	}

	/** Takes those of a rectangle around a point, as far as it lies in the chip. */
	static Greys around(UprightFace face, Point middle, double halfWidth, double halfHeight) {
		int left = (int) Math.max(0, middle.x() - halfWidth);
		int right = (int) Math.min(UprightFace.SIDE_PX - 1.0, middle.x() + halfWidth);
		int top = (int) Math.max(0, middle.y() - halfHeight);
		int bottom = (int) Math.min(UprightFace.SIDE_PX - 1.0, middle.y() + halfHeight);
		float[] greys = new float[Math.max(0, right - left + 1) * Math.max(0, bottom - top + 1)];
		int count = 0;
		for (int row = top; row <= bottom; row++) {
			for (int column = left; column <= right; column++) {
				greys[count++] = face.grey(row * UprightFace.SIDE_PX + column);
			}
		}
		Arrays.sort(greys);
		return new Greys(greys);
	}

	double median() {
		return share(0.5);
	}

	/** From what a tenth does not exceed to what nine tenths do not exceed. */
	double spread() {
		return share(0.9) - share(0.1);
	}

	/** Share of those that are darker than a grey, from 0 to 1. */
	double shareBelow(double grey) {
		int darker = 0;
		while (darker < this.sorted.length && this.sorted[darker] < grey) {
			darker++;
		}
		return (this.sorted.length > 0) ? (double) darker / this.sorted.length : 0;
	}

	private double share(double share) {
		return (this.sorted.length > 0) ? this.sorted[(int) (share * this.sorted.length)] : 0;
	}

}
