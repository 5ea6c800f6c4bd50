package io.selfieregistration.capture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ContrastTests {

	@ParameterizedTest(name = "{0} on {1} -> {2}")
	@CsvSource({ "#000000, #ffffff, 21", "#ffffff, #000000, 21", "#808080, #808080, 1", "#767676, #ffffff, 4.54",
			"#777777, #FFFFFF, 4.48", "#ff0000, #ffffff, 4.00", "#0000ff, #ffffff, 8.59" })
	void comparesLuminances(String one, String other, double expected) {
		assertThat(Contrast.ratio(one, other)).isCloseTo(expected, within(0.005));
	}

}
