package io.selfieregistration.face.onnx;

import java.util.Map;

import ai.onnxruntime.OrtEnvironment;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.conversion.OnnxGraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class NetworkTests {

	/** Later versions report to their maker and crash on long command lines. */
	@Test
	void runsOnThePinnedVersion() {
		assertThat(OrtEnvironment.getEnvironment().getVersion()).isEqualTo("1.28.0");
	}

	@Test
	void runsWhatTheGraphSays() {
		try (var network = new Network("doubling", doubling(2), 2)) {
			assertThat(network.run(new float[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 })).containsOnlyKeys("out");
			assertThat(network.run(new float[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }).get("out")).containsExactly(0,
					2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22);
		}
	}

	@Test
	void refusesAnswerThatIsNoNumber() {
		try (var network = new Network("doubling", doubling(Float.NaN), 2)) {
			assertThatIllegalStateException().isThrownBy(() -> network.run(new float[12]))
				.withMessage("The network doubling answered NaN");
		}
	}

	@Test
	void refusesMachineThatCalculatesDifferently() {
		try (var network = new Network("doubling", doubling(2), 2)) {
			assertThatIllegalStateException().isThrownBy(() -> network.checked(1, 0, 1))
				.withMessageContaining("The network doubling answers")
				.withMessageContaining("use another machine");
		}
	}

	@Test
	void refusesMachineThatCalculatesNothing() {
		try (var network = new Network("nothing", doubling(0), 2)) {
			assertThatIllegalStateException().isThrownBy(() -> network.checked(1, 0, 1));
		}
	}

	@Test
	void refusesBytesThatAreNoNetwork() {
		assertThatIllegalStateException().isThrownBy(() -> new Network("broken", new byte[] { 1, 2, 3 }, 2))
			.withMessage("The network broken cannot be loaded");
	}

	private static byte[] doubling(float factor) {
		var graph = new OnnxGraph("doubling");
		String input = graph.input(3, 2, 2);
		graph.output(graph.node("Mul", Map.of(), input, graph.floats(new float[] { factor }, 1)), "out");
		return graph.toBytes();
	}

}
