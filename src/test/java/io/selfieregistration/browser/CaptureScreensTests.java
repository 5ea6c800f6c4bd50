package io.selfieregistration.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the places together that a screen of the capture page has. */
class CaptureScreensTests {

	private static final Path PAGE = Path.of("src/main/resources/static/capture");

	private static final Pattern TEMPLATE = Pattern.compile("<template id=\"screen-([a-z]+)\">");

	private static final Pattern ELEMENT = Pattern.compile("customElements\\.define\\('([a-z]+)-screen'");

	private static final Pattern IMPORT = Pattern.compile("(?m)^import '\\./screens/([a-z]+)-screen\\.js';");

	private static final Pattern PRELOADED = Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");

	@Test
	void everyTemplateHasAnElementThatThePageImports() throws IOException {
		List<String> templates = match(TEMPLATE, "index.html");
		List<String> elements = modules().stream().flatMap((file) -> match(ELEMENT, file).stream()).toList();

		assertThat(elements).containsExactlyInAnyOrderElementsOf(templates);
		assertThat(match(IMPORT, "capture-page.js")).containsExactlyInAnyOrderElementsOf(templates);
	}

	@Test
	void everyModuleIsFetchedAtOnceAndNotOneAfterTheOther() throws IOException {
		assertThat(match(PRELOADED, "index.html")).containsExactlyInAnyOrderElementsOf(modules());
	}

	/** But for the one that the page begins with, and the one for other sites. */
	private static List<String> modules() throws IOException {
		try (Stream<Path> files = Files.walk(PAGE)) {
			return files.map((file) -> PAGE.relativize(file).toString())
				.filter((name) -> name.endsWith(".js") && !name.startsWith("preview/"))
				.filter((name) -> !List.of("capture-page.js", "capture-sdk.js").contains(name))
				.toList();
		}
	}

	private static List<String> match(Pattern pattern, String file) {
		try {
			return pattern.matcher(Files.readString(PAGE.resolve(file)))
				.results()
				.map((result) -> result.group(1))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
