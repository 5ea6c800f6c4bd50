package io.selfieregistration.face.conversion;

import java.util.Arrays;

/**
 * One constant of a network, in the layout TensorFlow or TensorFlow Lite uses.
 *
 * @param values floats; empty if the constant holds whole numbers
 * @param integers whole numbers; empty if the constant holds floats
 */
record Weights(String name, int[] shape, float[] values, int[] integers) {

	int dimension(int axis) {
		return this.shape[axis];
	}

	/** From height, width, in, out to out, in, height, width. */
	float[] convolutionKernel() {
		int height = this.shape[0];
		int width = this.shape[1];
		int in = this.shape[2];
		int out = this.shape[3];
		float[] kernel = new float[this.values.length];
		int source = 0;
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				for (int i = 0; i < in; i++) {
					for (int o = 0; o < out; o++) {
						kernel[((o * in + i) * height + y) * width + x] = this.values[source++];
					}
				}
			}
		}
		return kernel;
	}

	long[] convolutionShape() {
		return new long[] { this.shape[3], this.shape[2], this.shape[0], this.shape[1] };
	}

	/** From height, width, channel, 1 to channel, 1, height, width. */
	float[] depthwiseKernel() {
		if (this.shape[3] != 1) {
			throw new IllegalStateException(
					"Depthwise weights %s have the shape %s".formatted(this.name, Arrays.toString(this.shape)));
		}
		int pixels = this.shape[0] * this.shape[1];
		int channels = this.shape[2];
		float[] kernel = new float[this.values.length];
		for (int pixel = 0; pixel < pixels; pixel++) {
			for (int channel = 0; channel < channels; channel++) {
				kernel[channel * pixels + pixel] = this.values[pixel * channels + channel];
			}
		}
		return kernel;
	}

	long[] depthwiseShape() {
		return new long[] { this.shape[2], 1, this.shape[0], this.shape[1] };
	}

	/**
	 * Of TensorFlow Lite: from out, height, width, in to out, in, height, width. A
	 * depthwise kernel has its channels as in, and one out.
	 */
	float[] channelsFirst() {
		int pixels = this.shape[1] * this.shape[2];
		int in = this.shape[3];
		float[] kernel = new float[this.values.length];
		for (int source = 0; source < kernel.length; source++) {
			int out = source / (pixels * in);
			int pixel = source / in % pixels;
			kernel[(out * in + source % in) * pixels + pixel] = this.values[source];
		}
		return kernel;
	}

	/** Height and width of a kernel. */
	long[] kernelSize() {
		return new long[] { this.shape[0], this.shape[1] };
	}

}
