package io.selfieregistration.face.onnx;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.selfieregistration.face.image.RgbChip;
import io.selfieregistration.face.image.RgbImage;

/**
 * One loaded network with one input. Thread-safe: each run uses one core, and the number
 * of runs at once is bounded by the caller.
 */
final class Network implements AutoCloseable {

	private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

	/** Relative; processors differ by far less than 1e-4. */
	private static final double CHECK_TOLERANCE = 0.001;

	private final String name;

	private final long[] inputShape;

	private final OrtSession session;

	/**
	 * @param sidePx side of the square input, in pixels
	 */
	Network(String name, byte[] onnx, int sidePx) {
		this.name = name;
		this.inputShape = new long[] { 1, 3, sidePx, sidePx };
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(1);
			options.setInterOpNumThreads(1);
			options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
			this.session = ENVIRONMENT.createSession(onnx, options);
		}
		catch (OrtException ex) {
			throw new IllegalStateException("The network " + name + " cannot be loaded", ex);
		}
	}

	/**
	 * Runs the network on a drawn pattern and compares the root mean square of all it
	 * answers with what it answered where the thresholds were measured. A processor or
	 * build of the runtime that calculates differently would make templates that match no
	 * other template.
	 * @param factor from levels of 0 to 255 to the scale of the network
	 * @param offset added after the factor
	 * @throws IllegalStateException if the answer differs
	 */
	Network checked(float factor, float offset, double expected) {
		double squares = 0;
		int count = 0;
		for (float[] output : run(pattern((int) this.inputShape[2]).values(factor, offset)).values()) {
			for (float value : output) {
				squares += (double) value * value;
				count++;
			}
		}
		double actual = Math.sqrt(squares / count);
		if (!(Math.abs(actual - expected) <= CHECK_TOLERANCE * expected)) {
			throw new IllegalStateException(
					"The network %s answers %s instead of %s on this processor: ".formatted(this.name, actual, expected)
							+ "its templates would match no other template, so use another machine.");
		}
		return this;
	}

	/** Stripes and gradients that differ for each colour. */
	static RgbChip pattern(int sidePx) {
		float[] values = new float[RgbImage.CHANNELS * sidePx * sidePx];
		for (int i = 0; i < values.length; i++) {
			int x = i % sidePx;
			int y = i / sidePx;
			values[i] = (x * 255 / sidePx + ((y / 8 % 2 == 0) ? 0 : y % 128)) % 256;
		}
		return new RgbChip(sidePx, values);
	}

	/**
	 * Runs the network.
	 * @param input red, green, blue, each row by row, on the scale of the network
	 * @return the outputs by name
	 * @throws IllegalStateException if the runtime fails or an output is not finite
	 */
	Map<String, float[]> run(float[] input) {
		try (OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(input), this.inputShape);
				OrtSession.Result result = this.session.run(Map.of("input", tensor))) {
			Map<String, float[]> outputs = new HashMap<>();
			for (Map.Entry<String, OnnxValue> entry : result) {
				outputs.put(entry.getKey(), finite((OnnxTensor) entry.getValue()));
			}
			return outputs;
		}
		catch (OrtException ex) {
			throw new IllegalStateException("The network " + this.name + " cannot be run", ex);
		}
	}

	private float[] finite(OnnxTensor tensor) {
		FloatBuffer buffer = tensor.getFloatBuffer();
		float[] values = new float[buffer.remaining()];
		buffer.get(values);
		for (float value : values) {
			if (!Float.isFinite(value)) {
				throw new IllegalStateException("The network " + this.name + " answered " + value);
			}
		}
		return values;
	}

	@Override
	public void close() {
		try {
			this.session.close();
		}
		catch (OrtException ex) {
			throw new IllegalStateException("The network " + this.name + " cannot be closed", ex);
		}
	}

}
