package io.selfieregistration.face.conversion;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Converts a TensorFlow.js graph model to ONNX. Knows the operators that the MediaPipe
 * networks use and refuses every other one.
 * <p>
 * TensorFlow puts channels last, ONNX first: tensors of four dimensions are kept with
 * channels first and turned back where the order of their numbers matters, before a
 * reshape and at an output.
 */
public final class TfjsGraphConverter {

	private static final long[] CHANNELS_LAST = { 0, 2, 3, 1 };

	private static final int[] AXIS_CHANNELS_FIRST = { 0, 2, 3, 1 };

	private final OnnxGraph onnx;

	private final TfjsWeights weights;

	private final Map<String, JsonNode> nodes = new LinkedHashMap<>();

	private final Map<String, Tensor> tensors = new HashMap<>();

	private TfjsGraphConverter(String name, JsonNode model, byte[] weights) {
		this.onnx = new OnnxGraph(name);
		this.weights = TfjsWeights.read(model.get("weightsManifest"), weights);
		for (JsonNode node : model.get("modelTopology").get("node")) {
			this.nodes.put(node.get("name").asText(), node);
		}
	}

	/** The network as an ONNX file; outputs keep their names. */
	public static byte[] convert(String name, JsonNode model, byte[] weights) {
		return new TfjsGraphConverter(name, model, weights).convert();
	}

	private byte[] convert() {
		Set<String> consumed = new HashSet<>();
		this.nodes.values().forEach((node) -> consumed.addAll(inputs(node)));
		this.nodes.keySet().forEach(this::tensor);
		this.nodes.keySet().stream().filter((name) -> !consumed.contains(name)).forEach(this::output);
		return this.onnx.toBytes();
	}

	private void output(String name) {
		Tensor tensor = this.tensors.get(name);
		this.onnx.output(channelsLast(tensor), name);
	}

	/** The tensor a node makes; makes those it needs first. */
	private Tensor tensor(String name) {
		Tensor known = this.tensors.get(name);
		if (known != null) {
			return known;
		}
		JsonNode node = this.nodes.get(name);
		Tensor made = made(node, node.get("op").asText());
		this.tensors.put(name, made);
		return made;
	}

	private Tensor made(JsonNode node, String operator) {
		return switch (operator) {
			case "Const" -> new Tensor(null, 0);
			case "Placeholder" -> placeholder(node);
			case "Identity" -> input(node, 0);
			case "_FusedConv2D" -> convolution(node);
			case "DepthwiseConv2dNative" -> depthwiseConvolution(node);
			case "AddV2" -> spatial(this.onnx.node("Add", input(node, 0).name(), input(node, 1).name()));
			case "Relu", "Sigmoid" -> spatial(this.onnx.node(operator, input(node, 0).name()));
			case "Prelu" -> spatial(prelu(input(node, 0).name(), constant(node, 1)));
			case "MaxPool" -> maxPool(node);
			case "Pad" -> padChannels(node);
			case "ConcatV2" -> concatenation(node);
			case "Reshape" -> reshape(node);
			default -> throw new IllegalStateException(
					"The network uses the operator %s, which cannot be converted".formatted(operator));
		};
	}

	private Tensor placeholder(JsonNode node) {
		JsonNode sizes = node.get("attr").get("shape").get("shape").get("dim");
		return spatial(this.onnx.input(sizes.get(3).get("size").asInt(), sizes.get(1).get("size").asInt(),
				sizes.get(2).get("size").asInt()));
	}

	private Tensor convolution(JsonNode node) {
		Weights kernel = constant(node, 1);
		List<String> fused = texts(node, "fused_ops");
		if (fused.isEmpty() || !fused.get(0).equals("BiasAdd")) {
			throw new IllegalStateException("A convolution without bias cannot be converted");
		}
		Weights bias = constant(node, 2);
		String output = this.onnx.node("Conv",
				Map.of("strides", window(node, "strides"), "kernel_shape", kernel.kernelSize(), "auto_pad",
						padding(node)),
				input(node, 0).name(), this.onnx.floats(kernel.convolutionKernel(), kernel.convolutionShape()),
				this.onnx.floats(bias.values(), bias.values().length));
		for (String activation : fused.subList(1, fused.size())) {
			output = switch (activation) {
				case "Relu" -> this.onnx.node("Relu", output);
				case "Prelu" -> prelu(output, constant(node, 3));
				default -> throw new IllegalStateException(
						"The network fuses %s, which cannot be converted".formatted(activation));
			};
		}
		return spatial(output);
	}

	private Tensor depthwiseConvolution(JsonNode node) {
		Weights kernel = constant(node, 1);
		return spatial(this.onnx.node("Conv",
				Map.of("strides", window(node, "strides"), "kernel_shape", kernel.kernelSize(), "auto_pad",
						padding(node), "group", (long) kernel.dimension(2)),
				input(node, 0).name(), this.onnx.floats(kernel.depthwiseKernel(), kernel.depthwiseShape())));
	}

	private Tensor maxPool(JsonNode node) {
		return spatial(this.onnx.node("MaxPool", Map.of("strides", window(node, "strides"), "kernel_shape",
				window(node, "ksize"), "auto_pad", padding(node)), input(node, 0).name()));
	}

	private String prelu(String tensor, Weights slope) {
		return this.onnx.node("PRelu", tensor, this.onnx.floats(slope.values(), slope.values().length, 1, 1));
	}

	/** Paddings come as one pair, before and after, for each of the four dimensions. */
	private Tensor padChannels(JsonNode node) {
		int[] pairs = constant(node, 1).integers();
		return spatial(this.onnx.node("Pad", input(node, 0).name(),
				this.onnx.integers(pairs[0], pairs[6], pairs[2], pairs[4], pairs[1], pairs[7], pairs[3], pairs[5])));
	}

	private Tensor concatenation(JsonNode node) {
		int last = inputs(node).size() - 1;
		int axis = Math.floorMod(constant(node, last).integers()[0], 4);
		List<String> names = new ArrayList<>();
		for (int i = 0; i < last; i++) {
			names.add(input(node, i).name());
		}
		return spatial(this.onnx.node("Concat", Map.of("axis", (long) AXIS_CHANNELS_FIRST[axis]),
				names.toArray(String[]::new)));
	}

	private Tensor reshape(JsonNode node) {
		int[] shape = constant(node, 1).integers();
		if (shape.length == 4) {
			throw new IllegalStateException("A reshape to four dimensions cannot be converted");
		}
		long[] target = new long[shape.length];
		for (int i = 0; i < shape.length; i++) {
			target[i] = shape[i];
		}
		return new Tensor(this.onnx.node("Reshape", channelsLast(input(node, 0)), this.onnx.integers(target)),
				shape.length);
	}

	private String channelsLast(Tensor tensor) {
		if (tensor.dimensions() != 4) {
			return tensor.name();
		}
		return this.onnx.node("Transpose", Map.of("perm", CHANNELS_LAST), tensor.name());
	}

	private Tensor input(JsonNode node, int index) {
		return tensor(inputs(node).get(index));
	}

	private Weights constant(JsonNode node, int index) {
		return this.weights.get(inputs(node).get(index));
	}

	private static Tensor spatial(String name) {
		return new Tensor(name, 4);
	}

	private static List<String> inputs(JsonNode node) {
		List<String> names = new ArrayList<>();
		for (JsonNode input : node.path("input")) {
			String name = input.asText();
			int port = name.indexOf(':');
			names.add((port < 0) ? name : name.substring(0, port));
		}
		return names;
	}

	/** Height and width out of a list of four. */
	private static long[] window(JsonNode node, String attribute) {
		JsonNode list = node.get("attr").get(attribute).get("list").get("i");
		return new long[] { list.get(1).asLong(), list.get(2).asLong() };
	}

	private static String padding(JsonNode node) {
		return text(node.get("attr").get("padding").get("s")).equals("SAME") ? OnnxGraph.SAME : OnnxGraph.VALID;
	}

	private static List<String> texts(JsonNode node, String attribute) {
		List<String> texts = new ArrayList<>();
		node.get("attr").path(attribute).path("list").path("s").forEach((entry) -> texts.add(text(entry)));
		return texts;
	}

	private static String text(JsonNode base64) {
		return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.US_ASCII);
	}

	/**
	 * @param name in the ONNX graph; null for a constant, which is read from weights
	 */
	private record Tensor(String name, int dimensions) {
	}

}
