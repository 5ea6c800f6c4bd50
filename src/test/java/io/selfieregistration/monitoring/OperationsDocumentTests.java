package io.selfieregistration.monitoring;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.engine.impl.bpmn.parser.FailedJobRetryConfiguration;
import org.camunda.bpm.engine.impl.util.ParseUtil;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code docs/operations.md} true, and the links between all documents. */
class OperationsDocumentTests {

	private static final Path MODELS = Path.of("src/main/resources/bpmn");

	/** A step, and for how long it is repeated. */
	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\|");

	private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.+)$");

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]+`");

	/** What repeats on a schedule of its own, and is an incident after it. */
	private static final String DEAD_LETTER = "serviceTask_sendDeadLetter";

	private static final Pattern TIME = Pattern.compile("for (\\d+) (minutes|hours)");

	private final String page;

	OperationsDocumentTests() throws IOException {
		this.page = Files.readString(Path.of("docs", "operations.md"));
	}

	@Test
	void everyAlertHasItsSectionAndEverySectionItsAlert() throws IOException {
		List<String> runbooks = runbooks();
		assertThat(runbooks).isNotEmpty()
			.allSatisfy((runbook) -> assertThat(anchors(Path.of("docs", "operations.md")))
				.contains(runbook.replace("docs/operations.md#", "")));

		Set<String> sections = HEADING.matcher(section("Alerts"))
			.results()
			.map((heading) -> "docs/operations.md#" + anchor(heading.group(2)))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(runbooks).containsAll(sections);
	}

	@Test
	void explainsAnIncidentAtEveryStepThatIsAJobAndAtNoOther() throws IOException {
		assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(cycles().keySet());
	}

	@Test
	void saysForHowLongEachStepIsRepeated() throws IOException {
		Map<String, String> rows = rows();
		rows.remove(DEAD_LETTER);
		assertThat(rows).isNotEmpty();
		for (Map.Entry<String, String> row : rows.entrySet()) {
			Duration repeated = repeated(cycles().get(row.getKey()));
			Matcher time = TIME.matcher(row.getValue());
			if (repeated.isZero()) {
				assertThat(row.getValue()).as(row.getKey()).isEqualTo("not at all");
			}
			else {
				assertThat(time.matches()).as("%s: %s", row.getKey(), row.getValue()).isTrue();
				Duration unit = time.group(2).equals("hours") ? Duration.ofHours(1) : Duration.ofMinutes(1);
				assertThat(unit.multipliedBy(Long.parseLong(time.group(1)))).as("%s: %s", row.getKey(), repeated)
					.isCloseTo(repeated, unit.dividedBy(2));
			}
		}
	}

	/**
	 * The driver looks for certificates in the home of its user, where an image has none,
	 * unless it is told to trust what Java trusts.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "docs/operations.md", "docs/kubernetes.md", "deploy/kubernetes/base/kustomization.yaml" })
	void letsDatabaseBeTrustedAsJavaTrusts(String file) throws IOException {
		assertThat(Pattern.compile("jdbc:postgresql:\\S+").matcher(Files.readString(Path.of(file))).results())
			.extracting(MatchResult::group)
			.isNotEmpty()
			.allSatisfy((url) -> assertThat(url)
				.endsWith("?sslmode=verify-full&sslfactory=" + DefaultJavaSSLFactory.class.getName()));
	}

	@ParameterizedTest
	@MethodSource("documents")
	void linksLeadSomewhere(Path document) throws IOException {
		List<String> links = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll(""))
			.results()
			.map((link) -> link.group(1))
			.filter((link) -> URI.create(link).getScheme() == null)
			.toList();
		for (String link : links) {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? document
					: document.toAbsolutePath().getParent().resolve(parts[0]).normalize();
			assertThat(target).as("%s in %s", link, document).exists();
			if (parts.length == 2) {
				assertThat(anchors(target)).as("%s in %s", link, document).contains(parts[1]);
			}
		}
	}

	static List<Path> documents() throws IOException {
		List<Path> documents = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md"),
				Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md"), Path.of("examples", "README.md")));
		try (Stream<Path> files = Files.walk(Path.of("docs"))) {
			files.filter((file) -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
		}
		return documents;
	}

	private Map<String, String> rows() {
		Map<String, String> rows = new TreeMap<>();
		ROW.matcher(section("Incidents"))
			.results()
			.forEach((row) -> assertThat(rows.put(row.group(1), row.group(2).trim())).as(row.group(1)).isNull());
		return rows;
	}

	/** Retry cycles of all steps that run as jobs. */
	private static Map<String, String> cycles() throws IOException {
		Map<String, String> cycles = new TreeMap<>();
		try (Stream<Path> models = Files.list(MODELS)) {
			models.map((model) -> Bpmn.readModelFromFile(model.toFile()))
				.flatMap((model) -> model.getModelElementsByType(FlowNode.class).stream())
				.filter((node) -> node.isCamundaAsyncBefore() || node.isCamundaAsyncAfter())
				.forEach((node) -> {
					String cycle = node.getExtensionElements()
						.getElementsQuery()
						.filterByType(CamundaFailedJobRetryTimeCycle.class)
						.singleResult()
						.getTextContent()
						.trim();
					assertThat(cycles.put(node.getId(), cycle)).as("the same wherever it is").isIn(null, cycle);
				});
		}
		return cycles;
	}

	/** As the engine reads it. */
	private static Duration repeated(String cycle) {
		FailedJobRetryConfiguration retries = ParseUtil.parseRetryIntervals(cycle);
		if (retries.getRetries() == 1) {
			return Duration.ZERO;
		}
		assertThat(retries.getRetryIntervals()).as(cycle).hasSize(retries.getRetries() - 1);
		return retries.getRetryIntervals().stream().map(Duration::parse).reduce(Duration.ZERO, Duration::plus);
	}

	private static List<String> runbooks() throws IOException {
		Map<String, List<Map<String, List<Map<String, Map<String, String>>>>>> file = new Yaml()
			.load(Files.readString(Path.of("deploy", "prometheus", "alerts.yml")));
		return file.get("groups")
			.stream()
			.flatMap((group) -> group.get("rules").stream())
			.map((rule) -> rule.get("annotations").get("runbook"))
			.toList();
	}

	/** The lines below a heading of the second level. */
	private String section(String heading) {
		Matcher section = Pattern.compile("(?ms)^## " + heading + "$(.*?)(?=^## |\\z)").matcher(this.page);
		assertThat(section.find()).as(heading).isTrue();
		return section.group(1);
	}

	private static Set<String> anchors(Path document) throws IOException {
		return HEADING.matcher(
				new String(Files.readAllBytes(document), StandardCharsets.UTF_8).replaceAll("(?ms)^```.*?^```$", ""))
			.results()
			.map((heading) -> anchor(heading.group(2)))
			.collect(Collectors.toSet());
	}

	/** As GitHub makes it of a heading. */
	private static String anchor(String heading) {
		return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
	}

}
