package io.selfieregistration.face.quality;

import java.util.Arrays;

import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.image.Similarity;

/**
 * The face turned upright and scaled to a chip of one size, with a mask of what lies
 * inside its outline: what the measures of light, colour and sharpness are taken on, so
 * that neither background nor resolution of the picture matters.
 */
final class UprightFace {

	static final int SIDE_PX = 256;

	/** Side of the chip to the longer side of the face. */
	private static final double MARGIN = 1.05;

	private final RgbChip chip;

	private final float[] grey = new float[SIDE_PX * SIDE_PX];

	private final boolean[] inside = new boolean[SIDE_PX * SIDE_PX];

	private final Similarity mapping;

	private final double middleX;

	private final int[] histogram = new int[256];

	private final int count;

	UprightFace(RgbImage picture, FaceMesh mesh) {
		double roll = mesh.rollRadians();
		FaceMesh.Box box = mesh.ovalBounds(roll);
		this.mapping = Similarity.ofSquare(box.centre(), MARGIN * box.longerSide(), roll, SIDE_PX);
		this.chip = picture.chip(this.mapping, SIDE_PX, RgbImage.Beyond.BORDER);
		Point[] outline = Arrays.stream(FaceMesh.OVAL)
			.mapToObj((index) -> place(mesh.point(index)))
			.toArray(Point[]::new);
		// Forehead and chin are the first point and the one halfway round
		this.middleX = (outline[0].x() + outline[outline.length / 2].x()) / 2;
		fill(outline);
		int pixels = 0;
		for (int i = 0; i < this.grey.length; i++) {
			this.grey[i] = 0.299f * this.chip.value(i, 0) + 0.587f * this.chip.value(i, 1)
					+ 0.114f * this.chip.value(i, 2);
			if (this.inside[i]) {
				this.histogram[Math.min(255, (int) this.grey[i])]++;
				pixels++;
			}
		}
		this.count = pixels;
	}

	/** Whether the chip has more pixels than the face in the picture. */
	boolean enlarged() {
		return this.mapping.scale() < 1;
	}

	/** Where a place in the picture lies in the chip. */
	Point place(Point inPicture) {
		return this.mapping.invert(inPicture);
	}

	/** Pixels of the chip for a distance in the picture. */
	double length(double inPicture) {
		return inPicture / this.mapping.scale();
	}

	private void fill(Point[] outline) {
		for (int y = 0; y < SIDE_PX; y++) {
			double[] crossings = crossings(outline, y);
			for (int i = 0; i + 1 < crossings.length; i += 2) {
				int from = Math.max(0, (int) Math.ceil(crossings[i]));
				int to = Math.min(SIDE_PX - 1, (int) crossings[i + 1]);
				for (int x = from; x <= to; x++) {
					this.inside[y * SIDE_PX + x] = true;
				}
			}
		}
	}

	private static double[] crossings(Point[] outline, int y) {
		double[] crossings = new double[outline.length];
		int found = 0;
		Point previous = outline[outline.length - 1];
		for (Point point : outline) {
			if ((point.y() > y) != (previous.y() > y)) {
				crossings[found++] = point.x()
						+ (y - point.y()) / (previous.y() - point.y()) * (previous.x() - point.x());
			}
			previous = point;
		}
		Arrays.sort(crossings, 0, found);
		return Arrays.copyOf(crossings, found);
	}

	boolean inside(int index) {
		return this.inside[index];
	}

	float grey(int index) {
		return this.grey[index];
	}

	float value(int index, int channel) {
		return this.chip.value(index, channel);
	}

	EdgeWidths edges() {
		return new EdgeWidths(SIDE_PX, this.grey, this.inside);
	}

	/** Where the line from forehead to chin runs. */
	double middleX() {
		return this.middleX;
	}

	/** Number of pixels inside the outline. */
	int count() {
		return this.count;
	}

	/** Share of pixels inside with at least this grey. */
	double shareFrom(int grey) {
		int brighter = 0;
		for (int i = grey; i < 256; i++) {
			brighter += this.histogram[i];
		}
		return (double) brighter / this.count;
	}

	double meanGrey() {
		double sum = 0;
		for (int i = 0; i < 256; i++) {
			sum += (double) i * this.histogram[i];
		}
		return sum / this.count;
	}

	double greyDeviation() {
		double mean = meanGrey();
		double sum = 0;
		for (int i = 0; i < 256; i++) {
			sum += this.histogram[i] * (i - mean) * (i - mean);
		}
		return Math.sqrt(sum / this.count);
	}

	/** Mean of red, green and blue of a rectangle, as far as it lies in the chip. */
	double[] meanColour(Point middle, double halfWidth, double halfHeight) {
		double[] mean = new double[RgbImage.CHANNELS];
		int pixels = 0;
		for (int i = 0; i < this.grey.length; i++) {
			if (Math.abs(i % SIDE_PX - middle.x()) <= halfWidth && Math.abs(i / SIDE_PX - middle.y()) <= halfHeight) {
				pixels++;
				for (int channel = 0; channel < mean.length; channel++) {
					mean[channel] += this.chip.value(i, channel);
				}
			}
		}
		for (int channel = 0; channel < mean.length; channel++) {
			mean[channel] /= Math.max(1, pixels);
		}
		return mean;
	}

	/** Mean of red, green and blue inside. */
	double[] meanColour() {
		double[] mean = new double[RgbImage.CHANNELS];
		for (int i = 0; i < this.inside.length; i++) {
			if (this.inside[i]) {
				for (int channel = 0; channel < mean.length; channel++) {
					mean[channel] += this.chip.value(i, channel) / this.count;
				}
			}
		}
		return mean;
	}

}
