package io.selfieregistration.face.conversion;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** {@code MobileFaceNetworkTests} has what a whole file becomes. */
class TfliteGraphConverterTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "TFL3", "0000TFL2", "0000tfl3" })
	void refusesBytesOfAnotherKind(String bytes) {
		assertThatIllegalStateException()
			.isThrownBy(() -> TfliteGraphConverter.convert("broken", bytes.getBytes(StandardCharsets.US_ASCII)))
			.withMessage("The network is no TensorFlow Lite file");
	}

	@Test
	void putsChannelsFirst() {
		var kernel = new Weights("k", new int[] { 2, 1, 2, 2 }, new float[] { 0, 1, 2, 3, 4, 5, 6, 7 }, new int[0]);

		assertThat(kernel.channelsFirst()).containsExactly(0, 2, 1, 3, 4, 6, 5, 7);
	}

}
