package io.selfieregistration.monitoring;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No library with a vulnerability that we know of, see {@code .ci/advisories.csv}, is on
 * the class path or in the bill of materials.
 */
class AdvisoriesTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Path BILL = Path.of("target", "classes", "META-INF", "sbom", "application.cdx.json");

	@Test
	void classPathHasNoVulnerableLibrary() throws IOException {
		List<Library> libraries = classPath();

		assertThat(libraries).hasSizeGreaterThan(100);
		assertThat(vulnerable(libraries)).isEmpty();
	}

	@Test
	void billOfMaterialsHasNoVulnerableLibrary() throws IOException {
		assertThat(vulnerable(bill())).isEmpty();
	}

	@Test
	void billOfMaterialsHasPackagesWhoseFilesAreShipped() throws IOException {
		JsonNode shipped = JSON.readTree(Path.of("package.json").toFile()).get("dependencies");

		assertThat(shipped.fieldNames()).toIterable()
			.isNotEmpty()
			.allSatisfy((name) -> assertThat(bill())
				.contains(new Library(name.replace('/', ':'), shipped.get(name).asText())));
	}

	@ParameterizedTest
	@CsvSource({ "3.17.0, 3.18.0, true", "3.18.0, 3.18.0, false", "3.9, 3.18.0, true", "10.1.61, 10.1.9, false",
			"42.7.14, 42.7.12, false", "2.0, 2.0, false", "33.7.2-jre, 32.0.0, false", "6.2.19, 6.2.19.1, true" })
	void comparesVersionsByNumbers(String version, String fixed, boolean vulnerable) {
		assertThat(new Advisory("", "a:b", fixed).isIn(new Library("a:b", version))).isEqualTo(vulnerable);
	}

	private static List<String> vulnerable(List<Library> libraries) throws IOException {
		return Files.readAllLines(Path.of(".ci", "advisories.csv"))
			.stream()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split(","))
			.map((parts) -> new Advisory(parts[0], parts[1], parts[2]))
			.flatMap((advisory) -> libraries.stream()
				.filter(advisory::isIn)
				.map((library) -> advisory.id + " is in " + library + ", and fixed in " + advisory.fixed))
			.toList();
	}

	/** The directories of a repository name each library and its version. */
	/** Below the one directory that all have in common, which is the local repository. */
	private static List<Library> classPath() {
		List<String[]> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.map((entry) -> entry.split("[/\\\\]"))
			.toList();
		int[] common = { 0 };
		while (jars.stream().map((parts) -> parts[common[0]]).distinct().count() == 1) {
			common[0]++;
		}
		return jars.stream()
			.map((parts) -> new Library(String.join(".", Arrays.copyOfRange(parts, common[0], parts.length - 3)) + ":"
					+ parts[parts.length - 3], parts[parts.length - 2]))
			.toList();
	}

	private static List<Library> bill() throws IOException {
		Assumptions.assumeTrue(Files.exists(BILL) || !"offline=true".equals(System.getProperty("maven.mode")),
				"An offline build makes no bill of materials");
		return StreamSupport.stream(JSON.readTree(BILL.toFile()).path("components").spliterator(), false)
			.map((component) -> new Library(Stream.of("group", "name")
				.map((field) -> component.path(field).asText())
				.filter((text) -> !text.isEmpty())
				.collect(Collectors.joining(":")), component.path("version").asText()))
			.toList();
	}

	private record Library(String name, String version) {
	}

	private record Advisory(String id, String component, String fixed) {

		boolean isIn(Library library) {
			return library.name.equals(this.component)
					&& Arrays.compare(numbers(library.version), numbers(this.fixed), Comparator.naturalOrder()) < 0;
		}

		private static Integer[] numbers(String version) {
			return Arrays.stream(version.split("[.-]"))
				.takeWhile((part) -> part.matches("\\d+"))
				.map(Integer::valueOf)
				.toArray(Integer[]::new);
		}

	}

}
