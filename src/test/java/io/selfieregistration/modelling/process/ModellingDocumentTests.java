package io.selfieregistration.modelling.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.modelling.RefusedModels;
import io.selfieregistration.modelling.RefusedModels.Mistake;
import io.selfieregistration.workflow.ModuleSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code docs/modelling.md} true. */
class ModellingDocumentTests {

	private static final Pattern PICTURE = Pattern.compile("]\\(([^)]+\\.(?:jpg|svg|png))\\)");

	private final String page;

	ModellingDocumentTests() throws IOException {
		this.page = Files.readString(Path.of("docs", "modelling.md"));
	}

	@Test
	void listsWhatSafeModellingSays() throws IOException {
		String list = Arrays.stream(Refusal.values())
			.map((refusal) -> "- " + refusal.sentence().replace("%s", "…"))
			.collect(Collectors.joining("\n", "", "\n"));
		Files.createDirectories(Path.of("target"));
		Files.writeString(Path.of("target", "modelling-refusals.md"), list);

		assertThat(this.page).as("copy target/modelling-refusals.md there").contains(list);
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void saysWhatAnalystsAreToldOfTheirMistakes(Mistake mistake) {
		assertThat(this.page)
			.contains(mistake.sentence().replaceAll("\\b([Tt]he [a-z ]+) '[^']+' \\([^)]+\\)", "$1 …"));
	}

	static Stream<Mistake> mistakes() {
		return RefusedModels.all();
	}

	@ParameterizedTest
	@ValueSource(strings = { "selfie-registration", "selfie-verification" })
	void namesEveryFieldOfTheTemplates(String file) throws IOException {
		JsonNode templates = new ObjectMapper()
			.readTree(Path.of(".camunda/element-templates/" + file + ".json").toFile());
		for (JsonNode template : templates) {
			assertThat(this.page).contains("*" + template.get("name").asText() + "*");
			for (JsonNode property : template.get("properties")) {
				if (property.has("label")) {
					assertThat(this.page).contains("| " + property.get("label").asText() + " | `"
							+ property.at("/binding/name").asText() + "` |");
				}
				if (property.at("/binding/type").asText().equals("camunda:out")) {
					assertThat(this.page).contains("| `" + property.at("/binding/source").asText() + "` |");
				}
			}
		}
		assertThat(ModuleSettings.names()).allSatisfy((name) -> assertThat(this.page).contains("`" + name + "`"));
	}

	@Test
	void showsPicturesThatExist() {
		assertThat(PICTURE.matcher(this.page).results().map((result) -> result.group(1))).hasSizeGreaterThanOrEqualTo(5)
			.allSatisfy((picture) -> assertThat(Path.of("docs", picture)).isRegularFile());
	}

}
