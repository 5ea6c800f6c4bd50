package io.selfieregistration.rule.feel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.selfieregistration.rule.ContextNames;
import io.selfieregistration.rule.NamedRule;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.rule.RuleStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Keeps the page about rules and the rules together. */
class RuleDocumentationTests {

	private final String page;

	RuleDocumentationTests() throws IOException {
		this.page = Files.readString(Path.of("docs/rules.md"));
	}

	@Test
	void listsExactlyTheFunctionsThatThereAre() {
		String functions = this.page.substring(this.page.indexOf("and these functions:"),
				this.page.indexOf("Everything that repeats"));

		assertThat(matches("`([a-z ]+)`", functions)).containsExactlyInAnyOrderElementsOf(RuleSyntax.FUNCTIONS)
			.isSorted();
	}

	@Test
	void listsExactlyTheNamesThatThereAre() {
		for (String part : List.of(ContextNames.REQUEST, ContextNames.APPLICATION)) {
			assertThat(matches("\\| `" + part + "\\.([a-z_]+)` \\|", this.page))
				.containsExactlyInAnyOrderElementsOf(ContextNames.of(part));
		}
	}

	@Test
	void givesExamplesThatCanBeDecided() {
		RuleStore store = mock(RuleStore.class);
		ZonedDateTime now = ZonedDateTime.of(2026, 11, 24, 12, 0, 0, 0, ZoneOffset.UTC);
		given(store.findAll(any(), any())).willAnswer((call) -> call.<java.util.Set<String>>getArgument(1)
			.stream()
			.map((name) -> new NamedRule("default", name, 1, "user.age >= 18", null, "operator", now.toInstant(),
					now.toInstant()))
			.toList());
		FeelRuleEvaluator evaluator = FeelFixtures.evaluator(store, Clock.systemUTC());
		Map<String, Object> context = Map.of("user",
				Map.of("age", 30, "country", "DE", "selfie_registered_at", now.minusYears(2)), "request",
				Map.of("ip", "10.0.0.7", "channel", "api", "time", now, "time_of_day", LocalTime.NOON));
		List<String> examples = Stream
			.concat(Arrays.stream(this.page.split("is true for \\|\n")[1].split("\n\n")[0].split("\n"))
				.skip(1)
				.map((row) -> row.split("`")[1]), matches("asks first: `([^`]+)`", this.page).stream())
			.toList();

		assertThat(examples).hasSize(6)
			.allSatisfy((rule) -> assertThat(evaluator.decide(rule, context, "default").satisfied()).isTrue());
	}

	@Test
	void showsTrialThatIsJson() throws Exception {
		String trial = this.page.substring(this.page.indexOf("```json") + 7, this.page.lastIndexOf("```"));

		assertThat(new ObjectMapper().readTree(trial).has("expression")).isTrue();
	}

	@Test
	void namesTheLimits() {
		assertThat(this.page).contains("A rule has " + RuleEvaluator.LENGTH_LIMIT + " bytes of UTF-8 at most")
			.contains("given up after " + FeelRuleEvaluator.TIME_LIMIT.toSeconds() + " s");
	}

	private static List<String> matches(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
	}

}
