package io.selfieregistration.face.image;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RgbChipTests {

	private static final int SIDE_PX = 10;

	@ParameterizedTest(name = "{0} -> {1}")
	@CsvSource({ "200, 200", "128, 128", "64, 128", "32, 128", "4, 32", "0, 0" })
	void brightensDarkChipToOrdinaryLight(float level, float expected) {
		assertThat(chip(level).lit().value(0, 1)).isEqualTo(expected);
	}

	@Test
	void keepsProportionsOfBrightenedChip() {
		float[] values = new float[3 * SIDE_PX * SIDE_PX];
		Arrays.fill(values, 32);
		values[0] = 8;
		values[1] = 250;

		RgbChip lit = new RgbChip(SIDE_PX, values).lit();

		assertThat(lit.value(0, 0)).isEqualTo(32);
		assertThat(lit.value(1, 0)).as("as bright as it gets").isEqualTo(255);
		assertThat(lit.value(2, 0)).isEqualTo(128);
	}

	private static RgbChip chip(float level) {
		float[] values = new float[3 * SIDE_PX * SIDE_PX];
		Arrays.fill(values, level);
		return new RgbChip(SIDE_PX, values);
	}

}
