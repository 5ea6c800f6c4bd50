package io.selfieregistration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code README.md} true: its commands, its pictures, and the tests that it names
 * for each standard. {@code OperationsDocumentTests} follows its links.
 */
class ReadmeTests {

	private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

	private static final Pattern PICTURE = Pattern.compile("(?:src|srcset)=\"([^\"]+)\"|!\\[[^]]+]\\(([^)]+)\\)");

	private static final Pattern STANDARD = Pattern.compile("(?m)^\\| [^|]+ \\| [^|]+ \\| \\[(\\w+)]\\((\\S+)\\) \\|$");

	private final String page = Files.readString(Path.of("README.md"));

	ReadmeTests() throws IOException {
	}

	@Test
	void givesTheCommandsThatTheBuildRuns() throws IOException {
		List<String> commands = COMMANDS.matcher(this.page).results().map((block) -> block.group(1).strip()).toList();

		assertThat(commands).containsExactly("mvn spring-boot:test-run", "mvn verify");
		assertThat(Files.readString(Path.of("tools", "api", "run"))).containsPattern("(?m)^mvn .*spring-boot:test-run");
		assertThat(Files.readString(Path.of(".ci", "run"))).containsPattern("(?m)^mvn .*verify$")
			.containsPattern("(?m)^tools/api/run$");
	}

	@Test
	void showsPicturesThatExist() {
		List<String> pictures = PICTURE.matcher(this.page)
			.results()
			.map((picture) -> (picture.group(1) != null) ? picture.group(1) : picture.group(2))
			.toList();

		assertThat(pictures).contains("docs/capture-page/capture.webp", "docs/architecture.svg")
			.allSatisfy((picture) -> assertThat(Path.of(picture)).exists());
		assertThat(this.page).doesNotContainPattern("<img (?![^>]*alt=\"[^\"]{20})");
	}

	@Test
	void movesTheFirstPicture() throws IOException {
		byte[] film = Files.readAllBytes(Path.of("docs", "capture-page", "capture.webp"));

		assertThat(new String(film, StandardCharsets.ISO_8859_1).split("ANMF", -1)).hasSizeGreaterThan(10);
		assertThat(film.length).isLessThan(500_000);
		assertThat(this.page).contains("prefers-reduced-motion: reduce");
	}

	@Test
	void drawsTheArchitectureForLightAndDark() throws Exception {
		Path file = Path.of("docs", "architecture.svg");
		Document picture = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());

		assertThat(picture.getElementsByTagName("title").getLength()).isOne();
		assertThat(picture.getElementsByTagName("desc").getLength()).isOne();
		assertThat(Files.readString(file)).contains("prefers-color-scheme: dark");
	}

	@Test
	void namesTestOfEachStandard() {
		String standards = this.page.split("(?m)^## ")[4];

		assertThat(standards).startsWith("Standards");
		assertThat(STANDARD.matcher(standards).results())
			.hasSize((int) standards.lines().filter((line) -> line.startsWith("| ")).count() - 1)
			.allSatisfy((row) -> assertThat(Path.of(row.group(2))).exists().hasFileName(row.group(1) + ".java"));
	}

	@ParameterizedTest
	@MethodSource("documents")
	void showsErrorsOfEachCallByCurl(Path document) throws IOException {
		assertThat(COMMANDS.matcher(Files.readString(document))
			.results()
			.flatMap((block) -> block.group(1).lines())
			.filter((line) -> line.startsWith("curl ")))
			.allSatisfy((line) -> assertThat(line).startsWith("curl -sS --fail-with-body "));
	}

	static List<Path> documents() throws IOException {
		List<Path> documents = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
		for (String directory : List.of("docs", "examples")) {
			try (Stream<Path> files = Files.walk(Path.of(directory))) {
				files.filter((file) -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
			}
		}
		return documents;
	}

}
