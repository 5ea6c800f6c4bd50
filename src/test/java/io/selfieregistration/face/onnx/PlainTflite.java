package io.selfieregistration.face.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a TensorFlow Lite file and runs it on plain arrays, channels last, step by step
 * as the file says, and slowly. Shares nothing with the conversion, which is compared
 * with it. Knows batches of one and the operators of MobileFaceNet only.
 */
final class PlainTflite {

	private final ByteBuffer file;

	private final int graph;

	private final int[] operators;

	private final float[][] tensors;

	private final int[][] shapes;

	PlainTflite(byte[] bytes) {
		this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		int model = this.file.getInt(0);
		this.graph = follow(vector(model, 2) + 4);
		int codes = vector(model, 1);
		this.operators = new int[this.file.getInt(codes)];
		for (int i = 0; i < this.operators.length; i++) {
			this.operators[i] = small(follow(codes + 4 + 4 * i), 0);
		}
		int list = vector(this.graph, 0);
		int buffers = vector(model, 4);
		this.tensors = new float[this.file.getInt(list)][];
		this.shapes = new int[this.tensors.length][];
		for (int i = 0; i < this.tensors.length; i++) {
			int tensor = follow(list + 4 + 4 * i);
			this.shapes[i] = numbers(tensor, 0);
			int data = vector(follow(buffers + 4 + 4 * this.file.getInt(at(tensor, 2))), 0);
			if (data != 0) {
				this.tensors[i] = new float[this.file.getInt(data) / 4];
				for (int k = 0; k < this.tensors[i].length; k++) {
					this.tensors[i][k] = this.file.getFloat(data + 4 + 4 * k);
				}
			}
		}
	}

	/**
	 * @param input row by row, red, green, blue of each pixel
	 */
	float[] run(float[] input) {
		this.tensors[numbers(this.graph, 1)[0]] = input;
		int list = vector(this.graph, 3);
		for (int i = 0; i < this.file.getInt(list); i++) {
			int operation = follow(list + 4 + 4 * i);
			int code = (at(operation, 0) == 0) ? 0 : this.file.getInt(at(operation, 0));
			int[] inputs = numbers(operation, 1);
			int output = numbers(operation, 2)[0];
			int options = (at(operation, 4) == 0) ? 0 : follow(at(operation, 4));
			this.tensors[output] = switch (this.operators[code]) {
				case 3 -> convolution(inputs, this.shapes[output], options, false);
				case 4 -> convolution(inputs, this.shapes[output], options, true);
				case 0, 18, 41 -> pointwise(this.operators[code], this.tensors[inputs[0]], this.tensors[inputs[1]]);
				case 19, 101 -> pointwise(this.operators[code], this.tensors[inputs[0]], new float[1]);
				case 22 -> this.tensors[inputs[0]];
				default -> throw new IllegalStateException("operator " + this.operators[code]);
			};
		}
		return this.tensors[numbers(this.graph, 2)[0]];
	}

	private static float[] pointwise(int operator, float[] one, float[] other) {
		var result = new float[Math.max(one.length, other.length)];
		for (int i = 0; i < result.length; i++) {
			float a = one[i % one.length];
			float b = other[i % other.length];
			result[i] = switch (operator) {
				case 0 -> a + b;
				case 18 -> a * b;
				case 41 -> a - b;
				case 19 -> Math.max(0, a);
				default -> Math.abs(a);
			};
		}
		return result;
	}

	private float[] convolution(int[] inputs, int[] outShape, int options, boolean depthwise) {
		float[] image = this.tensors[inputs[0]];
		float[] kernel = this.tensors[inputs[1]];
		float[] bias = this.tensors[inputs[2]];
		int[] inShape = this.shapes[inputs[0]];
		int[] kernelShape = this.shapes[inputs[1]];
		int strideX = this.file.getInt(at(options, 1));
		int strideY = this.file.getInt(at(options, 2));
		boolean same = small(options, 0) == 0;
		int padY = same ? Math.max(0, (outShape[1] - 1) * strideY + kernelShape[1] - inShape[1]) / 2 : 0;
		int padX = same ? Math.max(0, (outShape[2] - 1) * strideX + kernelShape[2] - inShape[2]) / 2 : 0;
		int in = inShape[3];
		int out = outShape[3];
		var result = new float[outShape[1] * outShape[2] * out];
		for (int y = 0; y < outShape[1]; y++) {
			for (int x = 0; x < outShape[2]; x++) {
				for (int o = 0; o < out; o++) {
					double sum = bias[o];
					for (int ky = 0; ky < kernelShape[1]; ky++) {
						for (int kx = 0; kx < kernelShape[2]; kx++) {
							int fromY = y * strideY + ky - padY;
							int fromX = x * strideX + kx - padX;
							if (fromY < 0 || fromX < 0 || fromY >= inShape[1] || fromX >= inShape[2]) {
								continue;
							}
							int pixel = (fromY * inShape[2] + fromX) * in;
							int weight = ky * kernelShape[2] + kx;
							if (depthwise) {
								sum += image[pixel + o] * kernel[weight * out + o];
							}
							else {
								int row = (o * kernelShape[1] * kernelShape[2] + weight) * in;
								for (int i = 0; i < in; i++) {
									sum += image[pixel + i] * kernel[row + i];
								}
							}
						}
					}
					result[(y * outShape[2] + x) * out + o] = (float) sum;
				}
			}
		}
		return result;
	}

	private int at(int table, int field) {
		int offsets = table - this.file.getInt(table);
		int entry = 4 + 2 * field;
		int offset = (entry < this.file.getShort(offsets)) ? this.file.getShort(offsets + entry) : 0;
		return (offset == 0) ? 0 : table + offset;
	}

	private int small(int table, int field) {
		return (at(table, field) == 0) ? 0 : this.file.get(at(table, field));
	}

	private int vector(int table, int field) {
		return (at(table, field) == 0) ? 0 : follow(at(table, field));
	}

	private int[] numbers(int table, int field) {
		int vector = vector(table, field);
		var numbers = new int[this.file.getInt(vector)];
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = this.file.getInt(vector + 4 + 4 * i);
		}
		return numbers;
	}

	private int follow(int at) {
		return at + this.file.getInt(at);
	}

}
