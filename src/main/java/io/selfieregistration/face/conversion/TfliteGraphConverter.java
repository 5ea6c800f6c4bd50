package io.selfieregistration.face.conversion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Converts a TensorFlow Lite network to ONNX, for a batch of one. Knows the operators
 * that MobileFaceNet uses and refuses every other one. TensorFlow puts channels last,
 * ONNX first.
 * <p>
 * Such files write a PReLU as {@code relu(x) + m * (x - |x|)}. As {@code x - |x|} is
 * twice {@code x - relu(x)}, the absolute value is left out here, and the slope doubled.
 */
public final class TfliteGraphConverter {

	private static final int ADD = 0;

	private static final int CONV_2D = 3;

	private static final int DEPTHWISE_CONV_2D = 4;

	private static final int MUL = 18;

	private static final int RELU = 19;

	private static final int RESHAPE = 22;

	private static final int SUB = 41;

	private static final int ABS = 101;

	private final TfliteFile file;

	private final OnnxGraph onnx;

	/** Names in the ONNX graph by the number of the tensor. */
	private final Map<Integer, String> tensors = new HashMap<>();

	/** Names of {@code relu(x)} by the number of {@code x}. */
	private final Map<Integer, String> rectified = new HashMap<>();

	/** Number of {@code x} by that of {@code |x|}. */
	private final Map<Integer, Integer> absolutes = new HashMap<>();

	/** Tensors of which the ONNX graph has half. */
	private final Set<Integer> halved = new HashSet<>();

	private TfliteGraphConverter(String name, byte[] file) {
		this.file = new TfliteFile(file);
		this.onnx = new OnnxGraph(name);
	}

	/**
	 * The network as an ONNX file; the output keeps its name.
	 * @throws IllegalStateException if the file cannot be converted
	 */
	public static byte[] convert(String name, byte[] file) {
		return new TfliteGraphConverter(name, file).convert();
	}

	private byte[] convert() {
		int[] shape = shape(this.file.input());
		this.tensors.put(this.file.input(), this.onnx.input(shape[3], shape[1], shape[2]));
		this.file.operations().forEach(this::convert);
		this.onnx.output(tensor(this.file.output()), this.file.tensor(this.file.output()).weights().name());
		return this.onnx.toBytes();
	}

	private void convert(TfliteFile.Operation operation) {
		switch (operation.operator()) {
			case CONV_2D -> make(operation, convolution(operation, 3, 4, 1));
			case DEPTHWISE_CONV_2D -> make(operation, depthwiseConvolution(operation));
			case RELU -> make(operation, relu(operation.inputs().get(0)));
			case ADD -> make(operation, sum(operation));
			case ABS -> this.absolutes.put(operation.output(), operation.inputs().get(0));
			case SUB -> subtract(operation);
			case MUL -> make(operation, product(operation));
			case RESHAPE -> make(operation, flat(operation));
			default -> throw refused("uses the operator " + operation.operator());
		}
	}

	private void make(TfliteFile.Operation operation, String tensor) {
		this.tensors.put(operation.output(), tensor);
	}

	private String depthwiseConvolution(TfliteFile.Operation operation) {
		if (operation.option(3, 1) != 1) {
			throw refused("makes several channels of one");
		}
		return convolution(operation, 4, 5, shape(operation.inputs().get(0))[3]);
	}

	/**
	 * @param activation number of the option that names a fused activation
	 * @param dilation number of the first of two options
	 * @param groups 1, or the number of channels, each of which has a kernel of its own
	 */
	private String convolution(TfliteFile.Operation operation, int activation, int dilation, int groups) {
		refuseActivation(operation, activation);
		if (operation.option(dilation, 1) != 1 || operation.option(dilation + 1, 1) != 1) {
			throw refused("dilates a kernel");
		}
		Weights kernel = constant(operation.inputs().get(1));
		Weights bias = constant(operation.inputs().get(2));
		return this.onnx.node("Conv",
				Map.of("strides", new long[] { operation.option(2, 1), operation.option(1, 1) }, "kernel_shape",
						new long[] { kernel.dimension(1), kernel.dimension(2) }, "auto_pad",
						(operation.option(0) == 0) ? OnnxGraph.SAME : OnnxGraph.VALID, "group", (long) groups),
				tensor(operation.inputs().get(0)),
				this.onnx.floats(kernel.channelsFirst(), kernel.dimension((groups > 1) ? 3 : 0),
						(groups > 1) ? 1 : kernel.dimension(3), kernel.dimension(1), kernel.dimension(2)),
				this.onnx.floats(bias.values(), bias.values().length));
	}

	private String relu(int input) {
		return this.rectified.computeIfAbsent(input, (number) -> this.onnx.node("Relu", tensor(number)));
	}

	private String sum(TfliteFile.Operation operation) {
		refuseActivation(operation, 0);
		return this.onnx.node("Add", tensor(operation.inputs().get(0)), tensor(operation.inputs().get(1)));
	}

	private void subtract(TfliteFile.Operation operation) {
		refuseActivation(operation, 0);
		Integer input = operation.inputs().get(0);
		if (!input.equals(this.absolutes.get(operation.inputs().get(1)))) {
			throw refused("subtracts something else than an absolute value");
		}
		make(operation, this.onnx.node("Sub", tensor(input), relu(input)));
		this.halved.add(operation.output());
	}

	/** Only slopes are multiplied, which come first. */
	private String product(TfliteFile.Operation operation) {
		refuseActivation(operation, 0);
		float[] slope = constant(operation.inputs().get(0)).values().clone();
		Integer input = operation.inputs().get(1);
		if (!this.halved.remove(input)) {
			throw refused("multiplies something else than what a PReLU does");
		}
		for (int i = 0; i < slope.length; i++) {
			slope[i] *= 2;
		}
		return this.onnx.node("Mul", this.tensors.get(input), this.onnx.floats(slope, slope.length, 1, 1));
	}

	/** One pixel has the same order with its channels first and last. */
	private String flat(TfliteFile.Operation operation) {
		int[] shape = shape(operation.inputs().get(0));
		if (shape[1] != 1 || shape[2] != 1) {
			throw refused("reshapes more than one pixel");
		}
		return this.onnx.node("Reshape", tensor(operation.inputs().get(0)), this.onnx.integers(1, shape[3]));
	}

	private void refuseActivation(TfliteFile.Operation operation, int field) {
		if (operation.option(field) != 0) {
			throw refused("fuses an activation");
		}
	}

	private String tensor(int number) {
		String name = this.tensors.get(number);
		if (name == null || this.halved.contains(number)) {
			throw refused("uses %s in a way".formatted(this.file.tensor(number).weights().name()));
		}
		return name;
	}

	private Weights constant(int number) {
		TfliteFile.Tensor tensor = this.file.tensor(number);
		if (!tensor.constant()) {
			throw refused("takes %s for a constant".formatted(tensor.weights().name()));
		}
		return tensor.weights();
	}

	private int[] shape(int number) {
		return this.file.tensor(number).weights().shape();
	}

	private static IllegalStateException refused(String what) {
		return new IllegalStateException("The network " + what + ", which cannot be converted");
	}

}
