package io.selfieregistration;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.invitation.InvitationSender;
import io.selfieregistration.result.Result;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the lists below "How to add ..." in {@code CONTRIBUTING.md} right, and names what
 * was forgotten when one of them was followed. The tests that the lists name hold the
 * rest.
 */
class ContributingTests {

	private static final Path LANGUAGES = Path.of("src/main/resources/static/capture/languages");

	private static final Path OPERATORS_WORDS = Path
		.of("src/main/resources/plugin-webapp/selfie-registration/app/texts.js");

	private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");

	private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)+|\\w[\\w-]*\\.(md|yml)");

	private static final Pattern TEST = Pattern.compile("\\w+(Tests|IT)");

	private static final List<String> KINDS = List.of("A reason code", "A channel", "A result field",
			"A step in a module", "A module", "A setting");

	private final JsonNode schemas = new ObjectMapper().readTree(Path.of("docs/api/openapi.json").toFile())
		.at("/components/schemas");

	ContributingTests() throws IOException {
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void listsPlacesThatExist(String kind) throws IOException {
		assertThat(quoted(kind).filter((text) -> PATH.matcher(text).matches())).isNotEmpty()
			.allSatisfy((path) -> assertThat(Path.of(path)).exists());
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void namesTestsThatExist(String kind) throws IOException {
		Set<String> tests;
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			tests = files.map((file) -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
		}

		assertThat(quoted(kind).filter((text) -> TEST.matcher(text).matches())).isNotEmpty().isSubsetOf(tests);
	}

	static List<String> kinds() {
		return KINDS;
	}

	@Test
	void hasNoOtherKind() throws IOException {
		assertThat(Pattern.compile("(?m)^### (.+)$").matcher(howToAdd()).results().map((heading) -> heading.group(1)))
			.containsExactlyElementsOf(KINDS);
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonCodeHasTextsInEveryLanguage(ReasonCode reason) throws IOException {
		ObjectMapper json = new ObjectMapper();
		try (Stream<Path> files = Files.list(LANGUAGES)) {
			List<Path> languages = files.toList();
			assertThat(languages).isNotEmpty();
			for (Path language : languages) {
				JsonNode texts = json.readTree(language.toFile());
				for (String part : List.of("what", "advice")) {
					String key = "finding." + reason.code() + "." + part;
					assertThat(texts.path(key).asText()).as("text '%s' in %s", key, language).isNotBlank();
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonCodeHasWordsForOperators(ReasonCode reason) throws IOException {
		assertThat(Files.readAllLines(OPERATORS_WORDS)).as("words for '%s' in %s", reason.code(), OPERATORS_WORDS)
			.anyMatch((line) -> line.matches("  " + reason.code() + ": '.+',"));
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonCodeIsDocumented(ReasonCode reason) throws IOException {
		assertThat(document("quality-measures.md").contains("`" + reason.code() + "`"))
			.as("'%s' in docs/quality-measures.md", reason.code())
			.isTrue();
	}

	@ParameterizedTest
	@MethodSource("senders")
	void everyChannelHasDocumentedSettings(Class<?> sender) throws IOException {
		String edge = sender.getPackageName().substring(InvitationSender.class.getPackageName().length());

		assertThat(edge).as("sub-package of %s", sender.getName()).matches("\\.[a-z]+");
		assertThat(document("integration.md").contains("`selfie" + edge + "."))
			.as("settings selfie%s of %s in docs/integration.md", edge, sender.getName())
			.isTrue();
	}

	static List<Class<?>> senders() {
		List<Class<?>> senders = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(InvitationSender.class.getPackageName())
			.stream()
			.filter((type) -> type.isAssignableTo(InvitationSender.class) && !type.isInterface())
			.<Class<?>>map(JavaClass::reflect)
			.toList();
		assertThat(senders).hasSizeGreaterThan(1);
		return senders;
	}

	@ParameterizedTest
	@MethodSource("resultFields")
	void everyResultFieldIsDocumented(String field) throws IOException {
		assertThat(document("results.md").contains("\n| `" + field + "` | "))
			.as("row of '%s' in docs/results.md", field)
			.isTrue();
		assertThat(this.schemas.at("/Result/properties").has(field)).as("'%s' in docs/api/openapi.json", field)
			.isTrue();
	}

	static Set<String> resultFields() {
		JsonNode result = new ObjectMapper().valueToTree(new Result("", "", "", "", "", "", "", "", "", "", "because"));
		Set<String> fields = new TreeSet<>();
		result.fieldNames().forEachRemaining(fields::add);
		assertThat(fields).hasSameSizeAs(Result.class.getRecordComponents());
		return fields;
	}

	@ParameterizedTest
	@MethodSource("applicationSettings")
	void everyApplicationSettingIsDocumented(String setting) throws IOException {
		assertThat(document("integration.md").contains("\n| `" + setting + "` | "))
			.as("row of '%s' in docs/integration.md", setting)
			.isTrue();
		assertThat(this.schemas.at("/ApplicationSettings/properties").has(setting))
			.as("'%s' in docs/api/openapi.json", setting)
			.isTrue();
	}

	static List<String> applicationSettings() {
		return Arrays.stream(ApplicationSettings.class.getRecordComponents())
			.map(RecordComponent::getName)
			.map(new SnakeCaseStrategy()::translate)
			.toList();
	}

	private static Stream<String> quoted(String kind) throws IOException {
		return QUOTED.matcher(section("### ", kind, howToAdd())).results().map((match) -> match.group(1));
	}

	private static String howToAdd() throws IOException {
		return section("## ", "How to add ...", Files.readString(Path.of("CONTRIBUTING.md")));
	}

	/** The lines below a heading, up to the next one of its level. */
	private static String section(String level, String heading, String page) {
		String[] parts = ("\n" + page).split("\n" + level + Pattern.quote(heading) + "\n", 2);
		assertThat(parts).as("the heading '%s'", heading).hasSize(2);
		return parts[1].split("\n" + level, 2)[0];
	}

	private static String document(String name) throws IOException {
		return Files.readString(Path.of("docs", name));
	}

}
