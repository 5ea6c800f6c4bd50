package io.selfieregistration.monitoring.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/configuration.md} is made from what the code says of its settings; the
 * build leaves the current one at {@code target/configuration.md}.
 */
class ConfigurationDocumentTests {

	private static final Pattern NAMED = Pattern.compile("`(selfie\\.[a-z0-9.-]+[a-z0-9])(?:\\[\\d+])?`");

	private static final String INTRODUCTION = """
			# Settings

			Made from the code; do not edit. Each setting can be given as an environment variable (`selfie.web.base-url` is
			`SELFIE_WEB_BASEURL`, `selfie.encryption.keys[1]` is `SELFIE_ENCRYPTION_KEYS_1`), as an argument
			(`--selfie.web.base-url=…`), or as a file of that name in a directory that `SPRING_CONFIG_IMPORT` names
			(`configtree:/run/secrets/` in the container), which is the way for secrets. What is misspelt, missing, weak or
			contradictory is refused at the start, with a sentence that names it.

			If `management.server.port` is not given, it is the one after `server.port`. Cookies of Cockpit are sent by TLS
			only, if `selfie.web.base-url` begins with https.

			A duration is written like `15s`, `10m` or `PT15M`, a size like `10MB`, a list with commas.

			## Of this service

			| setting | kind | default | meaning |
			|---|---|---|---|
			""";

	private ConfigurationMetadata metadata;

	@BeforeEach
	void load() throws IOException {
		this.metadata = ConfigurationMetadata.load();
	}

	@Test
	void isWhatTheCodeSays() throws IOException {
		String current = document();
		Files.writeString(Path.of("target", "configuration.md"), current);

		assertThat(Path.of("docs", "configuration.md")).as("copy target/configuration.md there").hasContent(current);
	}

	@Test
	void everySettingOfOursIsExplained() {
		assertThat(this.metadata.own().values()).isNotEmpty()
			.allSatisfy((setting) -> assertThat(setting.description()).as(setting.name()).isNotBlank());
	}

	@Test
	void otherDocumentsNameSettingsThatExist() throws IOException {
		try (Stream<Path> documents = Stream.concat(Stream.of(Path.of("README.md")), Files.walk(Path.of("docs")))) {
			for (Path document : documents.filter((path) -> path.toString().endsWith(".md")).toList()) {
				assertThat(NAMED.matcher(Files.readString(document)).results().map((name) -> name.group(1)).toList())
					.as(document.toString())
					.allSatisfy((name) -> assertThat(this.metadata.find(name).isPresent()
							|| this.metadata.own().keySet().stream().anyMatch((own) -> own.startsWith(name + ".")))
						.as(name)
						.isTrue());
			}
		}
	}

	private String document() throws IOException {
		StringBuilder document = new StringBuilder(INTRODUCTION);
		this.metadata.own().values().forEach((setting) -> document.append(row(setting)));
		document
			.append("""

					## Of the libraries

					What this service sets of them, with the values it sets. Changing one is at your own risk, but for those of
					`spring.datasource`, `spring.mail`, `server`, `management` and `logging`, which are meant to be changed.

					| setting | value here | meaning |
					|---|---|---|
					""");
		libraries().forEach((name, value) -> document.append("| `" + name + "` | " + code(value) + " | "
				+ cell(this.metadata.find(name).map(ConfigurationMetadata.Setting::description).orElse("")) + " |\n"));
		return document.toString();
	}

	private static String row(ConfigurationMetadata.Setting setting) {
		return "| `" + setting.name() + "` | " + kind(setting.type()) + " | " + code(setting.defaultValue()) + " | "
				+ cell(setting.description()) + " |\n";
	}

	private static String kind(String type) {
		if (type.startsWith("java.util.List")) {
			return "list";
		}
		if (type.startsWith("java.util.Map")) {
			return "texts by name";
		}
		return switch (type) {
			case "java.time.Duration" -> "duration";
			case "org.springframework.util.unit.DataSize" -> "size";
			case "java.lang.Integer", "java.lang.Long" -> "whole number";
			case "java.lang.Double" -> "number";
			case "java.lang.Boolean" -> "`true` or `false`";
			case "java.net.URI" -> "address";
			case "java.lang.String" -> "text";
			case "io.selfieregistration.face.recognition.RecognitionModel" -> "`mobilefacenet` or `dlib`";
			default -> throw new IllegalStateException("Say what a " + type + " is");
		};
	}

	private static String code(String value) {
		return (value == null || value.isEmpty()) ? "" : "`" + value.replace("|", "\\|") + "`";
	}

	private static String cell(String description) {
		return description.replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s+", " ").replace("|", "\\|");
	}

	/** What {@code application.yaml} sets that is not ours. */
	private SortedMap<String, String> libraries() throws IOException {
		SortedMap<String, String> libraries = new TreeMap<>();
		flatten("", new Yaml().load(Files.readString(Path.of("src/main/resources/application.yaml"))), libraries);
		libraries.keySet().removeIf((name) -> name.startsWith("selfie."));
		assertThat(libraries.keySet()).allSatisfy((name) -> assertThat(this.metadata.find(name)).as(name).isPresent());
		return libraries;
	}

	private static void flatten(String prefix, Map<String, Object> values, Map<String, String> into) {
		values.forEach((name, value) -> {
			if (value instanceof Map<?, ?> map) {
				@SuppressWarnings("unchecked")
				Map<String, Object> entries = (Map<String, Object>) map;
				flatten(prefix + name + ".", entries, into);
			}
			else {
				into.put(prefix + name, String.valueOf(value));
			}
		});
	}

}
