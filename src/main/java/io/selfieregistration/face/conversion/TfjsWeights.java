package io.selfieregistration.face.conversion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the weights of a TensorFlow.js model: a JSON manifest with names and shapes, and
 * one binary file with the numbers in the same order. Numbers stored in 8, 16 or half
 * precision bits are widened exactly as TensorFlow.js does it.
 */
final class TfjsWeights {

	private final Map<String, Weights> byName;

	private TfjsWeights(Map<String, Weights> byName) {
		this.byName = byName;
	}

	/**
	 * @throws IllegalStateException if manifest and binary file do not fit together
	 */
	static TfjsWeights read(JsonNode manifest, byte[] binary) {
		ByteBuffer buffer = ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN);
		Map<String, Weights> byName = new LinkedHashMap<>();
		for (JsonNode group : manifest) {
			for (JsonNode entry : group.get("weights")) {
				Weights weights = readOne(entry, buffer);
				byName.put(weights.name(), weights);
			}
		}
		if (buffer.hasRemaining()) {
			throw new IllegalStateException(buffer.remaining() + " bytes of weights belong to no name");
		}
		return new TfjsWeights(byName);
	}

	Weights get(String name) {
		Weights weights = this.byName.get(name);
		if (weights == null) {
			throw new IllegalStateException("The model has no weights named " + name);
		}
		return weights;
	}

	private static Weights readOne(JsonNode entry, ByteBuffer buffer) {
		String name = entry.get("name").asText();
		int[] shape = new int[entry.get("shape").size()];
		int count = 1;
		for (int axis = 0; axis < shape.length; axis++) {
			shape[axis] = entry.get("shape").get(axis).asInt();
			count *= shape[axis];
		}
		String type = entry.get("dtype").asText();
		JsonNode quantization = entry.get("quantization");
		return switch (type) {
			case "float32" -> new Weights(name, shape, readFloats(count, quantization, buffer), new int[0]);
			case "int32" -> new Weights(name, shape, new float[0], readIntegers(name, count, quantization, buffer));
			default -> throw new IllegalStateException("Weights %s have the unknown type %s".formatted(name, type));
		};
	}

	private static int[] readIntegers(String name, int count, JsonNode quantization, ByteBuffer buffer) {
		if (quantization != null) {
			throw new IllegalStateException("Weights %s are quantised whole numbers".formatted(name));
		}
		int[] integers = new int[count];
		for (int i = 0; i < count; i++) {
			integers[i] = buffer.getInt();
		}
		return integers;
	}

	private static float[] readFloats(int count, JsonNode quantization, ByteBuffer buffer) {
		float[] values = new float[count];
		String stored = (quantization != null) ? quantization.get("dtype").asText() : "float32";
		double scale = (quantization != null) ? quantization.path("scale").asDouble() : 1;
		double min = (quantization != null) ? quantization.path("min").asDouble() : 0;
		for (int i = 0; i < count; i++) {
			values[i] = switch (stored) {
				case "float32" -> buffer.getFloat();
				case "float16" -> halfToFloat(buffer.getShort());
				case "uint8" -> (float) (Byte.toUnsignedInt(buffer.get()) * scale + min);
				case "uint16" -> (float) (Short.toUnsignedInt(buffer.getShort()) * scale + min);
				default -> throw new IllegalStateException("Weights are stored in the unknown type " + stored);
			};
		}
		return values;
	}

	/** IEEE 754 half precision; Java has no own conversion before version 20. */
	static float halfToFloat(short half) {
		int exponent = (half >> 10) & 0x1f;
		int fraction = half & 0x3ff;
		double magnitude;
		if (exponent == 0x1f) {
			magnitude = (fraction == 0) ? Double.POSITIVE_INFINITY : Double.NaN;
		}
		else if (exponent == 0) {
			magnitude = Math.scalb((double) fraction, -24);
		}
		else {
			magnitude = Math.scalb(1 + fraction / 1024.0, exponent - 15);
		}
		return (float) ((half < 0) ? -magnitude : magnitude);
	}

}
