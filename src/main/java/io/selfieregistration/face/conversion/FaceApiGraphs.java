package io.selfieregistration.face.conversion;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Builds the two networks of face-api, whose package carries weights only. Layers and
 * names of the weights are those of face-api 1.7.15. Both take red, green and blue from 0
 * to 255, channels first.
 */
public final class FaceApiGraphs {

	/** Mean colour of the training set, subtracted by both networks. */
	private static final float[] MEAN_RGB = { 122.782f, 117.001f, 104.298f };

	private final OnnxGraph onnx;

	private final TfjsWeights weights;

	private FaceApiGraphs(String name, JsonNode manifest, byte[] weights) {
		this.onnx = new OnnxGraph(name);
		this.weights = TfjsWeights.read(manifest, weights);
	}

	/** 112 x 112 px to 68 points: x and y of each, from 0 to 1 over the picture. */
	public static byte[] landmarks(JsonNode manifest, byte[] weights) {
		return new FaceApiGraphs("landmarks", manifest, weights).landmarks();
	}

	/** 150 x 150 px to 128 numbers. */
	public static byte[] recognition(JsonNode manifest, byte[] weights) {
		return new FaceApiGraphs("recognition", manifest, weights).recognition();
	}

	private byte[] landmarks() {
		String tensor = normalized(this.onnx.input(3, 112, 112));
		for (int block = 0; block < 4; block++) {
			tensor = denseBlock(tensor, "dense" + block, block == 0);
		}
		tensor = this.onnx.node("AveragePool", pooling(7, 2), tensor);
		tensor = this.onnx.node("Reshape", tensor, this.onnx.integers(1, -1));
		tensor = this.onnx.node("Add", fullyConnected(tensor, "fc/weights"), vector("fc/bias"));
		this.onnx.output(tensor, "points");
		return this.onnx.toBytes();
	}

	private byte[] recognition() {
		String tensor = normalized(this.onnx.input(3, 150, 150));
		tensor = scaledConvolution(tensor, "conv32_down", 2, OnnxGraph.VALID);
		tensor = this.onnx.node("Relu", tensor);
		tensor = this.onnx.node("MaxPool", pooling(3, 2), tensor);
		int sidePx = 35;
		int channels = 32;
		for (String name : List.of("conv32_1", "conv32_2", "conv32_3")) {
			tensor = residual(tensor, name);
		}
		for (List<String> group : List.of(List.of("conv64_down", "conv64_1", "conv64_2", "conv64_3"),
				List.of("conv128_down", "conv128_1", "conv128_2"), List.of("conv256_down", "conv256_1", "conv256_2"),
				List.of("conv256_down_out"))) {
			tensor = residualDown(tensor, group.get(0), sidePx, channels);
			sidePx = (sidePx - 2) / 2 + 1;
			channels = this.weights.get(group.get(0) + "/conv1/conv/filters").dimension(3);
			for (String name : group.subList(1, group.size())) {
				tensor = residual(tensor, name);
			}
		}
		tensor = this.onnx.node("ReduceMean", Map.of("axes", new long[] { 2, 3 }, "keepdims", 0L), tensor);
		this.onnx.output(fullyConnected(tensor, "fc"), "descriptor");
		return this.onnx.toBytes();
	}

	private String normalized(String tensor) {
		String centred = this.onnx.node("Sub", tensor, this.onnx.floats(MEAN_RGB, 1, 3, 1, 1));
		return this.onnx.node("Div", centred, this.onnx.floats(new float[] { 255 }, 1));
	}

	private String denseBlock(String input, String name, boolean first) {
		String out1 = this.onnx.node("Relu",
				first ? convolution(input, name + "/conv0/filters", name + "/conv0/bias", 2)
						: separable(input, name + "/conv0", 2));
		String out2 = separable(out1, name + "/conv1", 1);
		String in3 = this.onnx.node("Relu", this.onnx.node("Add", out1, out2));
		String out3 = separable(in3, name + "/conv2", 1);
		String in4 = this.onnx.node("Relu", this.onnx.node("Add", out1, this.onnx.node("Add", out2, out3)));
		String out4 = separable(in4, name + "/conv3", 1);
		String sum = this.onnx.node("Add", out2, this.onnx.node("Add", out3, out4));
		return this.onnx.node("Relu", this.onnx.node("Add", out1, sum));
	}

	private String separable(String input, String name, int stride) {
		Weights kernel = this.weights.get(name + "/depthwise_filter");
		String depthwise = this.onnx.node("Conv",
				Map.of("strides", new long[] { stride, stride }, "kernel_shape", kernel.kernelSize(), "auto_pad",
						OnnxGraph.SAME, "group", (long) kernel.dimension(2)),
				input, this.onnx.floats(kernel.depthwiseKernel(), kernel.depthwiseShape()));
		return convolution(depthwise, name + "/pointwise_filter", name + "/bias", 1);
	}

	private String convolution(String input, String kernelName, String biasName, int stride) {
		Weights kernel = this.weights.get(kernelName);
		return this.onnx.node("Conv",
				Map.of("strides", new long[] { stride, stride }, "kernel_shape", kernel.kernelSize(), "auto_pad",
						OnnxGraph.SAME),
				input, this.onnx.floats(kernel.convolutionKernel(), kernel.convolutionShape()), vector(biasName));
	}

	private String residual(String input, String name) {
		String tensor = this.onnx.node("Relu", scaledConvolution(input, name + "/conv1", 1, OnnxGraph.SAME));
		tensor = scaledConvolution(tensor, name + "/conv2", 1, OnnxGraph.SAME);
		return this.onnx.node("Relu", this.onnx.node("Add", tensor, input));
	}

	/**
	 * Halves the side. The convolved path can be one pixel smaller than the pooled one,
	 * and the pooled one has fewer channels: zeros make up for both.
	 */
	private String residualDown(String input, String name, int sidePx, int channels) {
		String convolved = this.onnx.node("Relu", scaledConvolution(input, name + "/conv1", 2, OnnxGraph.VALID));
		convolved = scaledConvolution(convolved, name + "/conv2", 1, OnnxGraph.SAME);
		String pooled = this.onnx.node("AveragePool", pooling(2, 2), input);
		int convolvedSide = (sidePx - 3) / 2 + 1;
		int pooledSide = (sidePx - 2) / 2 + 1;
		if (convolvedSide != pooledSide) {
			convolved = this.onnx.node("Pad", convolved, this.onnx.integers(0, 0, 0, 0, 0, 0, 1, 1));
		}
		int newChannels = this.weights.get(name + "/conv1/conv/filters").dimension(3);
		if (newChannels != channels) {
			pooled = this.onnx.node("Pad", pooled, this.onnx.integers(0, 0, 0, 0, 0, newChannels - channels, 0, 0));
		}
		return this.onnx.node("Relu", this.onnx.node("Add", pooled, convolved));
	}

	/** Convolution, bias and a scale of each channel, folded into one convolution. */
	private String scaledConvolution(String input, String name, int stride, String padding) {
		Weights filters = this.weights.get(name + "/conv/filters");
		float[] bias = this.weights.get(name + "/conv/bias").values();
		float[] scale = this.weights.get(name + "/scale/weights").values();
		float[] offset = this.weights.get(name + "/scale/biases").values();
		float[] kernel = filters.convolutionKernel();
		int perChannel = kernel.length / scale.length;
		for (int i = 0; i < kernel.length; i++) {
			kernel[i] *= scale[i / perChannel];
		}
		float[] foldedBias = new float[scale.length];
		for (int channel = 0; channel < scale.length; channel++) {
			foldedBias[channel] = bias[channel] * scale[channel] + offset[channel];
		}
		return this.onnx.node("Conv",
				Map.of("strides", new long[] { stride, stride }, "kernel_shape", filters.kernelSize(), "auto_pad",
						padding),
				input, this.onnx.floats(kernel, filters.convolutionShape()),
				this.onnx.floats(foldedBias, foldedBias.length));
	}

	private String fullyConnected(String input, String name) {
		Weights matrix = this.weights.get(name);
		return this.onnx.node("MatMul", input,
				this.onnx.floats(matrix.values(), matrix.dimension(0), matrix.dimension(1)));
	}

	private String vector(String name) {
		float[] values = this.weights.get(name).values();
		return this.onnx.floats(values, values.length);
	}

	private static Map<String, Object> pooling(long side, long stride) {
		return Map.of("kernel_shape", new long[] { side, side }, "strides", new long[] { stride, stride }, "auto_pad",
				OnnxGraph.VALID);
	}

}
