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
			"face_covered", "eyes_covered", "head_turned", "head_pitch", "head_tilted", "blurred", "too_dark",
			"overexposed", "low_contrast", "uneven_light", "noisy", "compressed", "eyes_closed", "mouth_open",
			"greyscale", "colour", "not_matched", "other");

	private static final List<String> PROBLEMS = List.of("link_unknown", "link_expired", "link_used", "link_replaced",
			"request_cancelled", "attempts_exhausted", "registration_not_needed", "not_registered",
			"comparisons_paused", "comparisons_blocked", "link_not_opened", "request_decided", "consent_required",
			"consent_refused", "photo", "too_many_requests", "busy", "internal_error", "link_incomplete", "offline",
			"camera_denied", "camera_missing", "camera_busy", "camera_unsupported", "camera_in_app");

	private static final List<String> ADVICE = List.of("no_face", "multiple_faces", "face_too_small", "too_close",
			"face_cropped", "face_covered", "eyes_covered", "move_up", "move_down", "move_left", "move_right",
			"too_dark", "overexposed", "head_turned", "head_pitch", "head_tilted", "eyes_closed", "mouth_open", "other",
			"hold_still", "good");

	/** The forms of counted things, where they are not one and other. */
	private static final Map<String, List<String>> PLURALS = Map.of("ar",
			List.of("zero", "one", "two", "few", "many", "other"), "id", List.of("other"), "pl",
			List.of("one", "few", "many", "other"), "zh", List.of("other"));

	private static final Pattern QUOTES = Pattern.compile("[«»„“”‹›]");

	private static final Map<String, List<String>> QUOTES_OF = Map.of("ar", List.of("«", "»"), "de", List.of("„", "“"),
			"es", List.of("«", "»"), "fr", List.of("«", "»"), "it", List.of("«", "»"), "pl", List.of("„", "”"));

	private static final Pattern FORM = Pattern.compile("\\.(zero|one|two|few|many|other)$");

	private static final Pattern COUNTED = Pattern.compile("attempts\\.left\\..+");

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
		List<String> forms = PLURALS.getOrDefault(language, List.of("one", "other"));
		List<String> expected = texts("en").keySet()
			.stream()
			.filter((key) -> !COUNTED.matcher(key).matches() || key.endsWith(".one"))
			.flatMap((key) -> COUNTED.matcher(key).matches()
					? forms.stream().map((form) -> key.replaceFirst("one$", form)) : Stream.of(key))
			.toList();

		assertThat(texts(language).keySet()).containsExactlyElementsOf(expected);
	}

	@ParameterizedTest
	@MethodSource("languages")
	void everyTextSaysSomethingAndNamesTheSameValues(String language) throws IOException {
		Map<String, String> english = texts("en");

		assertThat(texts(language)).allSatisfy((key, text) -> {
			assertThat(text).as(key).isNotBlank();
			String model = english.getOrDefault(key, english.get(FORM.matcher(key).replaceFirst(".other")));
			if (COUNTED.matcher(key).matches()) {
				assertThat(placeholders(model)).as(key).containsAll(placeholders(text));
			}
			else {
				assertThat(placeholders(text)).as(key).isEqualTo(placeholders(model));
			}
		});
	}

	@ParameterizedTest
	@MethodSource("languages")
	void everyTextHasThePunctuationOfItsLanguage(String language) throws IOException {
		assertThat(texts(language)).allSatisfy((key, text) -> {
			assertThat(text).as(key).isEqualTo(text.strip()).doesNotContain("  ", "'", "...").doesNotContain("\"");
			assertThat(QUOTES.matcher(text).results().map(MatchResult::group).distinct())
				.as("quotation marks of %s", key)
				.isSubsetOf(QUOTES_OF.getOrDefault(language, List.of("“", "”")));
			if (language.equals("fr")) {
				assertThat(text).as(key).doesNotContainPattern("[^\u00a0][:;?!»]|«[^\u00a0]");
			}
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
		for (String script : scripts()) {
			used.addAll(match(TEXT_IN_JS, read(script)));
		}
		used.addAll(keysOfCodes());

		assertThat(used).containsExactlyInAnyOrderElementsOf(texts("en").keySet()
			.stream()
			.map((key) -> COUNTED.matcher(key).matches() ? FORM.matcher(key).replaceFirst("") : key)
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	private static List<String> keysOfCodes() {
		List<String> keys = new ArrayList<>();
		FINDINGS.forEach((code) -> keys.addAll(List.of("finding." + code + ".what", "finding." + code + ".advice")));
		PROBLEMS
			.forEach((code) -> Stream.of("title", "text").forEach((part) -> keys.add("problem." + code + "." + part)));
		Stream.of("desktop", "android", "ios").forEach((platform) -> keys.add("problem.camera_denied." + platform));
		ADVICE.forEach((code) -> keys.add("advice." + code));
		return keys;
	}

	private static List<String> scripts() throws IOException {
		try (Stream<Path> files = Files.walk(PAGE)) {
			return files.map((file) -> PAGE.relativize(file).toString())
				.filter((name) -> name.endsWith(".js"))
				.toList();
		}
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
