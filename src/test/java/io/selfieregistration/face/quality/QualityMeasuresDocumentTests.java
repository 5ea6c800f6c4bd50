package io.selfieregistration.face.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The document says what the code does. */
class QualityMeasuresDocumentTests {

	private static final Path DOCUMENT = Path.of("docs/quality-measures.md");

	private static final String HEAD = """
			| Measure | Taken from | Unit | Range | Refused | Hint | Reason code | Source |
			|---|---|---|---|---|---|---|---|
			""";

	@Test
	void hasTheTableOfTheCode() throws IOException {
		String table = HEAD + QualityAssessment.allMeasures()
			.stream()
			.map((measure) -> row(measure.description()))
			.collect(Collectors.joining());

		assertThat(Files.readString(DOCUMENT)).as("copy this table to %s", DOCUMENT).contains(table);
	}

	private static String row(QualityMeasure.Description description) {
		Limits limits = description.limits();
		return "| `%s` | %s | %s | %s | %s | %s | `%s` | %s |\n".formatted(description.name(), description.input(),
				description.unit(), description.range(), outside(limits.accepted()), outside(limits.unremarkable()),
				limits.code().code(), description.source());
	}

	private static String outside(Limits.Range range) {
		String below = Double.isFinite(range.min()) ? "below " + number(range.min()) : "";
		String above = Double.isFinite(range.max()) ? "above " + number(range.max()) : "";
		String or = (below.isEmpty() || above.isEmpty()) ? "" : " or ";
		return (below + or + above).isEmpty() ? "never" : below + or + above;
	}

	private static String number(double value) {
		return (value == Math.rint(value)) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
	}

}
