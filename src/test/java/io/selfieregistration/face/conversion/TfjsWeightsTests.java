package io.selfieregistration.face.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TfjsWeightsTests {

	@ParameterizedTest(name = "{0} -> {1}")
	@CsvSource({ "0x0000, 0", "0x3c00, 1", "0xc000, -2", "0x3555, 0.33325195", "0x7bff, 65504", "0x0001, 5.9604645e-8",
			"0x03ff, 6.097555e-5", "0x7c00, Infinity", "0xfc00, -Infinity", "0x7e00, NaN" })
	void widensHalfPrecision(String bits, Float expected) {
		assertThat(TfjsWeights.halfToFloat((short) (int) Integer.decode(bits))).isEqualTo(expected);
	}

	@Test
	void readsEveryStorage() throws Exception {
		JsonNode manifest = manifest(
				"""
						[{"weights": [
						  {"name": "a", "shape": [1], "dtype": "float32"},
						  {"name": "b", "shape": [2], "dtype": "float32", "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1}},
						  {"name": "c", "shape": [1], "dtype": "float32", "quantization": {"dtype": "uint16", "scale": 2, "min": 0}},
						  {"name": "d", "shape": [1], "dtype": "float32", "quantization": {"dtype": "float16"}},
						  {"name": "e", "shape": [], "dtype": "int32"}]}]""");
		byte[] binary = { 0, 0, (byte) 0x80, 0x3f, 0, (byte) 255, (byte) 0xff, (byte) 0xff, 0, 0x3c, 7, 0, 0, 0 };

		var weights = TfjsWeights.read(manifest, binary);

		assertThat(weights.get("a").values()).containsExactly(1);
		assertThat(weights.get("b").values()).containsExactly(-1, 126.5f);
		assertThat(weights.get("c").values()).containsExactly(131070);
		assertThat(weights.get("d").values()).containsExactly(1);
		assertThat(weights.get("e").integers()).containsExactly(7);
	}

	@Test
	void refusesBytesWithoutName() throws Exception {
		JsonNode manifest = manifest("[{\"weights\": [{\"name\": \"a\", \"shape\": [1], \"dtype\": \"float32\"}]}]");

		assertThatIllegalStateException().isThrownBy(() -> TfjsWeights.read(manifest, new byte[5]))
			.withMessage("1 bytes of weights belong to no name");
	}

	@Test
	void refusesUnknownName() throws Exception {
		var weights = TfjsWeights.read(manifest("[]"), new byte[0]);

		assertThatIllegalStateException().isThrownBy(() -> weights.get("a"))
			.withMessage("The model has no weights named a");
	}

	@Test
	void putsChannelsFirst() {
		var kernel = new Weights("k", new int[] { 1, 2, 2, 2 }, new float[] { 0, 1, 2, 3, 4, 5, 6, 7 }, new int[0]);

		assertThat(kernel.convolutionShape()).containsExactly(2, 2, 1, 2);
		assertThat(kernel.convolutionKernel()).containsExactly(0, 4, 2, 6, 1, 5, 3, 7);
	}

	@Test
	void putsChannelsOfDepthwiseKernelFirst() {
		var kernel = new Weights("k", new int[] { 1, 2, 3, 1 }, new float[] { 0, 1, 2, 3, 4, 5 }, new int[0]);

		assertThat(kernel.depthwiseShape()).containsExactly(3, 1, 1, 2);
		assertThat(kernel.depthwiseKernel()).containsExactly(0, 3, 1, 4, 2, 5);
	}

	private static JsonNode manifest(String json) throws Exception {
		return new ObjectMapper().readTree(json);
	}

}
