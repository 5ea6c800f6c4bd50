package io.selfieregistration.face.conversion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a TensorFlow Lite file: its tensors, and the operations on them in the order in
 * which they run. <b>Source:</b> schema.fbs, version 3; the numbers in the code are the
 * positions of fields in its tables.
 */
final class TfliteFile {

	private static final String IDENTIFIER = "TFL3";

	private static final int FLOAT32 = 0;

	/** Position of a table that was left out: all its fields have their defaults. */
	private static final int NONE = -1;

	private final ByteBuffer bytes;

	private final List<Tensor> tensors = new ArrayList<>();

	private final List<Operation> operations = new ArrayList<>();

	private final int input;

	private final int output;

	/**
	 * @throws IllegalStateException if the bytes are no such file, or one of several
	 * graphs, inputs or outputs
	 */
	TfliteFile(byte[] file) {
		if (file.length < 8 || !IDENTIFIER.equals(new String(file, 4, 4, StandardCharsets.US_ASCII))) {
			throw new IllegalStateException("The network is no TensorFlow Lite file");
		}
		this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
		Table model = new Table(this.bytes.getInt(0));
		Table graph = only(model.tables(2));
		List<Table> buffers = model.tables(4);
		graph.tables(0).forEach((tensor) -> this.tensors.add(tensor(tensor, buffers)));
		List<Table> operators = model.tables(1);
		for (Table operation : graph.tables(3)) {
			Table operator = operators.get(operation.number(0, 0));
			// Operators below 127 stand in the older of two fields
			this.operations.add(new Operation(Math.max(operator.small(0), operator.number(3, 0)), operation.numbers(1),
					only(operation.numbers(2)), operation));
		}
		this.input = only(graph.numbers(1));
		this.output = only(graph.numbers(2));
	}

	/** Number of the tensor that the network is given. */
	int input() {
		return this.input;
	}

	/** Number of the tensor that the network answers. */
	int output() {
		return this.output;
	}

	Tensor tensor(int number) {
		return this.tensors.get(number);
	}

	List<Operation> operations() {
		return this.operations;
	}

	private Tensor tensor(Table table, List<Table> buffers) {
		int[] shape = table.numbers(0).stream().mapToInt(Integer::intValue).toArray();
		ByteBuffer data = buffers.get(table.number(2, 0)).data(0);
		float[] values = new float[0];
		if (table.small(1) == FLOAT32) {
			values = new float[data.remaining() / Float.BYTES];
			data.asFloatBuffer().get(values);
		}
		return new Tensor(new Weights(table.text(3), shape, values, new int[0]));
	}

	private static <T> T only(List<T> list) {
		if (list.size() != 1) {
			throw new IllegalStateException("The network has " + list.size() + " of what it should have one of");
		}
		return list.get(0);
	}

	/**
	 * A tensor of the graph.
	 *
	 * @param weights name, shape, and the numbers if it is a constant of floats
	 */
	record Tensor(Weights weights) {

		boolean constant() {
			return this.weights.values().length > 0;
		}

	}

	/**
	 * A step of the graph.
	 *
	 * @param operator number of the built-in operator
	 * @param inputs numbers of tensors
	 * @param output number of a tensor
	 */
	record Operation(int operator, List<Integer> inputs, int output, Table table) {

		/** An option of one byte; 0 is its default. */
		int option(int field) {
			return this.table.child(4).small(field);
		}

		/** An option of four bytes. */
		int option(int field, int otherwise) {
			return this.table.child(4).number(field, otherwise);
		}

	}

	/**
	 * A table of a flatbuffer: offsets of its fields are found in a table of their own.
	 */
	final class Table {

		private final int position;

		private Table(int position) {
			this.position = position;
		}

		/** Where a field lies; 0 if it is left out, which means its default. */
		private int field(int number) {
			if (this.position == NONE) {
				return 0;
			}
			int offsets = this.position - TfliteFile.this.bytes.getInt(this.position);
			int at = 4 + 2 * number;
			int offset = (at < TfliteFile.this.bytes.getShort(offsets)) ? TfliteFile.this.bytes.getShort(offsets + at)
					: 0;
			return (offset == 0) ? 0 : this.position + offset;
		}

		private int small(int number) {
			int field = field(number);
			return (field == 0) ? 0 : TfliteFile.this.bytes.get(field);
		}

		private int number(int number, int otherwise) {
			int field = field(number);
			return (field == 0) ? otherwise : TfliteFile.this.bytes.getInt(field);
		}

		private Table child(int number) {
			int field = field(number);
			return new Table((field == 0) ? NONE : follow(field));
		}

		private List<Table> tables(int number) {
			return entries(number).stream().map((entry) -> new Table(follow(entry))).toList();
		}

		private List<Integer> numbers(int number) {
			return entries(number).stream().map(TfliteFile.this.bytes::getInt).toList();
		}

		private String text(int number) {
			return StandardCharsets.UTF_8.decode(data(number)).toString();
		}

		/** A vector of bytes; empty if there is none. */
		private ByteBuffer data(int number) {
			int field = field(number);
			int vector = (field == 0) ? 0 : follow(field);
			int length = (field == 0) ? 0 : TfliteFile.this.bytes.getInt(vector);
			return TfliteFile.this.bytes.slice(vector + 4, length).order(ByteOrder.LITTLE_ENDIAN);
		}

		/** Where the entries of four bytes of a vector lie. */
		private List<Integer> entries(int number) {
			List<Integer> entries = new ArrayList<>();
			int field = field(number);
			if (field != 0) {
				int vector = follow(field);
				for (int i = 0; i < TfliteFile.this.bytes.getInt(vector); i++) {
					entries.add(vector + 4 + 4 * i);
				}
			}
			return entries;
		}

		private int follow(int at) {
			return at + TfliteFile.this.bytes.getInt(at);
		}

	}

}
