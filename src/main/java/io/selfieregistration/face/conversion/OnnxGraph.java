package io.selfieregistration.face.conversion;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a network as an ONNX file in memory. Nodes are added in the order in which they
 * run; each call answers the name of the tensor it makes. <b>Source:</b> onnx.proto3, IR
 * version 8, operator set 13; the numbers in the code are its field numbers.
 */
public final class OnnxGraph {

	/** Pads so that the size stays; an odd row or column goes below or right. */
	static final String SAME = "SAME_UPPER";

	static final String VALID = "VALID";

	private static final int IR_VERSION = 8;

	private static final int OPERATOR_SET = 13;

	private static final int TYPE_FLOAT = 1;

	private static final int TYPE_INT64 = 7;

	private final Message graph = new Message();

	private int tensors;

	public OnnxGraph(String name) {
		this.graph.text(2, name);
	}

	/** The one input: a batch of one, channels first. */
	public String input(int channels, int heightPx, int widthPx) {
		this.graph.message(11, tensor("input", 1, channels, heightPx, widthPx));
		return "input";
	}

	/** Makes a tensor an output under the given name. */
	public void output(String tensor, String name) {
		node("Identity", List.of(tensor), name, Map.of());
		this.graph.message(12, tensor(name));
	}

	public String floats(float[] values, long... shape) {
		ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (float value : values) {
			buffer.putFloat(value);
		}
		return constant(TYPE_FLOAT, buffer.array(), shape);
	}

	String integers(long... values) {
		ByteBuffer buffer = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (long value : values) {
			buffer.putLong(value);
		}
		return constant(TYPE_INT64, buffer.array(), values.length);
	}

	String node(String operator, String... inputs) {
		return node(operator, Map.of(), inputs);
	}

	/**
	 * @param attributes values are {@code Long}, {@code String} or {@code long[]}
	 */
	public String node(String operator, Map<String, Object> attributes, String... inputs) {
		String output = nextName();
		node(operator, List.of(inputs), output, attributes);
		return output;
	}

	public byte[] toBytes() {
		Message operatorSet = new Message().text(1, "").number(2, OPERATOR_SET);
		return new Message().number(1, IR_VERSION)
			.text(2, "selfie-registration")
			.message(7, this.graph)
			.message(8, operatorSet)
			.toBytes();
	}

	private void node(String operator, List<String> inputs, String output, Map<String, Object> attributes) {
		Message node = new Message();
		inputs.forEach((input) -> node.text(1, input));
		node.text(2, output).text(3, operator + "/" + output).text(4, operator);
		attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
		this.graph.message(1, node);
	}

	private String constant(int type, byte[] values, long... shape) {
		String name = nextName();
		Message constant = new Message();
		for (long dimension : shape) {
			constant.number(1, dimension);
		}
		this.graph.message(5, constant.number(2, type).text(8, name).bytes(9, values));
		return name;
	}

	private String nextName() {
		return "t" + this.tensors++;
	}

	private static Message attribute(String name, Object value) {
		Message attribute = new Message().text(1, name);
		if (value instanceof Long number) {
			return attribute.number(3, number).number(20, 2);
		}
		if (value instanceof String text) {
			return attribute.text(4, text).number(20, 3);
		}
		if (value instanceof long[] numbers) {
			for (long number : numbers) {
				attribute.number(8, number);
			}
			return attribute.number(20, 7);
		}
		throw new IllegalArgumentException("Attribute %s cannot hold %s".formatted(name, value));
	}

	private static Message tensor(String name, long... shape) {
		Message type = new Message().number(1, TYPE_FLOAT);
		if (shape.length > 0) {
			Message dimensions = new Message();
			for (long size : shape) {
				dimensions.message(1, new Message().number(1, size));
			}
			type.message(2, dimensions);
		}
		return new Message().text(1, name).message(2, new Message().message(1, type));
	}

	/** One protocol buffers message. */
	private static final class Message {

		private static final int VARINT = 0;

		private static final int LENGTH_DELIMITED = 2;

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		Message number(int field, long value) {
			varint((field << 3) | VARINT);
			varint(value);
			return this;
		}

		Message bytes(int field, byte[] value) {
			varint((field << 3) | LENGTH_DELIMITED);
			varint(value.length);
			this.bytes.writeBytes(value);
			return this;
		}

		Message text(int field, String value) {
			return bytes(field, value.getBytes(StandardCharsets.UTF_8));
		}

		Message message(int field, Message value) {
			return bytes(field, value.toBytes());
		}

		byte[] toBytes() {
			return this.bytes.toByteArray();
		}

		private void varint(long value) {
			long rest = value;
			while ((rest & ~0x7fL) != 0) {
				this.bytes.write((int) ((rest & 0x7f) | 0x80));
				rest >>>= 7;
			}
			this.bytes.write((int) rest);
		}

	}

}
