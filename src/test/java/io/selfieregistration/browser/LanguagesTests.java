package io.selfieregistration.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the language files of the capture page against each other, the page and the API.
 */
class LanguagesTests {

	private static final Path PAGE = Path.of("src/main/resources/static/capture");

	private static final List<String> FINDINGS = List.of("no_face", "multiple_faces", "face_too_small", "face_cropped",
			"head_turned", "head_pitch", "head_tilted", "blurred", "too_dark", "overexposed", "low_contrast",
			"uneven_light", "noisy", "compressed", "eyes_closed", "mouth_open", "greyscale", "colour", "other");

	private static final List<String> PROBLEMS = List.of("link_unknown", "link_expired", "link_used", "link_replaced",
			"request_cancelled", "attempts_exhausted", "registration_not_needed", "link_not_opened", "request_decided",
			"image_too_large", "image_type_unsupported", "image_unreadable", "image_dimensions_unsupported",
			"image_empty", "too_many_requests", "busy", "internal_error", "link_incomplete", "offline", "camera_denied",
			"camera_missing", "camera_busy", "camera_unsupported");

	private static final Pattern KEY_IN_HTML = Pattern.compile("data-(?:text|label|alt)=\"([^\"]+)\"");

	private static final Pattern TEXT_IN_JS = Pattern.compile("'([a-z_]+(?:\\.[a-z_]+)+)'");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+\\}");

	@Test
	void pageKnowsEveryLanguageFile() throws IOException {
		String languages = match(Pattern.compile("LANGUAGES = \\[(.*)\\]"), read("texts.js")).get(0);

		assertThat(match(Pattern.compile("'(\\w+)'"), languages)).containsExactlyInAnyOrderElementsOf(languages());
	}

	@ParameterizedTest
	@MethodSource("languages")
	void everyLanguageHasTheSameKeysInTheSameOrder(String language) throws IOException {
		assertThat(texts(language).keySet()).containsExactlyElementsOf(texts("en").keySet());
	}

	@ParameterizedTest
	@MethodSource("languages")
	void everyTextSaysSomethingAndNamesTheSameValues(String language) throws IOException {
		Map<String, String> english = texts("en");

		assertThat(texts(language)).allSatisfy((key, text) -> {
			assertThat(text).as(key).isNotBlank();
			assertThat(placeholders(text)).as(key).isEqualTo(placeholders(english.get(key)));
		});
	}

	@ParameterizedTest
	@MethodSource("languages")
	void everyFindingAndProblemOfTheApiHasTexts(String language) throws IOException {
		assertThat(texts(language).keySet()).containsAll(keysOfCodes());
	}

	@Test
	void everyKeyOfThePageExistsAndEveryTextIsUsed() throws IOException {
		Set<String> used = new TreeSet<>(match(KEY_IN_HTML, read("index.html")));
		for (String script : List.of("capture-page.js", "capture-api.js", "selfie-camera.js")) {
			used.addAll(match(TEXT_IN_JS, read(script)));
		}
		used.addAll(keysOfCodes());

		assertThat(used).containsExactlyInAnyOrderElementsOf(texts("en").keySet()
			.stream()
			.map((key) -> key.replaceFirst("\\.(zero|one|other)$", ""))
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	private static List<String> keysOfCodes() {
		List<String> keys = new ArrayList<>();
		FINDINGS.forEach((code) -> keys.addAll(List.of("finding." + code + ".what", "finding." + code + ".advice")));
		PROBLEMS.forEach((code) -> Stream.of("title", "text", "help")
			.forEach((part) -> keys.add("problem." + code + "." + part)));
		return keys;
	}

	private static List<String> languages() throws IOException {
		try (Stream<Path> files = Files.list(PAGE.resolve("languages"))) {
			return files.map((file) -> file.getFileName().toString().replace(".json", "")).sorted().toList();
		}
	}

	private static Map<String, String> texts(String language) throws IOException {
		return new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
			.readValue(read("languages/" + language + ".json"), new TypeReference<>() {
			});
	}

	private static Set<String> placeholders(String text) {
		return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
	}

	private static List<String> match(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((result) -> result.group(1)).toList();
	}

	private static String read(String file) throws IOException {
		return Files.readString(PAGE.resolve(file));
	}

}
