package io.selfieregistration.rule.feel;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.rule.ModelFeel.TextUse;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found of variables that hold text, and what is left alone. */
class TextUsesTests {

	private static final Set<String> TEXTS = Set.of("text");

	private final ModelFeelChecker checker = new ModelFeelChecker(new RuleParser(new BoundedWork()));

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "text = true | a Boolean", "false = text | a Boolean",
			"text != true | a Boolean", "text | a Boolean", "not(text) | a Boolean", "text and other | a Boolean",
			"other or text | a Boolean", "if text then true else false | a Boolean", "text = (other = 1) | a Boolean",
			"text in (true, false) | a Boolean", "text in true | a Boolean", "text = 1 | a number",
			"text > 18 | a number", "5 < text | a number", "text = -1 | a number", "text between 1 and 3 | a number",
			"text in [1..3] | a number", "text in (> 5) | a number", "text - 1 > other | a number",
			"text * 2 > other | a number", "text + 1 > other | a number", "text > number(other) | a number",
			"text < now() | a time", "other = 1 and (string(text) = other or text = true) | a Boolean",
			"text < date(\"2026-01-01\") | a time" })
	void finds(String expression, String kind) {
		assertThat(this.checker.textUse(expression, true, TEXTS)).contains(new TextUse("text", kind));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text = \"true\"", "\"true\" = text", "text != null", "is defined(text)",
			"number(text) > 18", "text in (\"a\", \"b\")", "text = other", "contains(text, \"a\")",
			"not(text = \"true\")", "string length(text) > 3", "text + \"a\" = \"ba\"", "other = true",
			"if text = \"true\" then other else true" })
	void leavesAlone(String expression) {
		assertThat(this.checker.textUse(expression, true, TEXTS)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "if other then text else null" })
	void leavesAloneWhatDecidesNothing(String expression) {
		assertThat(this.checker.textUse(expression, false, TEXTS)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "true | a Boolean", "not(true) | a Boolean", "true, false | a Boolean", "> 5 | a number",
					"[1..3] | a number", "3 | a number", "date(\"2026-01-01\") | a time", "- | NONE", "\"true\" | NONE",
					"not(\"true\") | NONE", "null | NONE" })
	void looksAtCells(String tests, String kind) {
		assertThat(this.checker.textUse("text", tests, TEXTS).map(TextUse::kind).orElse("NONE")).isEqualTo(kind);
		assertThat(this.checker.textUse("other", tests, TEXTS)).isEmpty();
	}

}
