package io.selfieregistration.rule.feel;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.rule.RuleBroken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FeelRuleEvaluatorTests {

	private static final Map<String, Object> CONTEXT = Map.of("user",
			Map.of("user_id", "mark@people.example", "age", 30, "country", "DE", "tags", List.of("new", "vip")),
			"request",
			Map.of("channel", "api", "ip", "192.0.2.7", "created_at", ZonedDateTime.parse("2026-11-23T10:00:00Z"),
					"time", ZonedDateTime.parse("2026-11-23T10:00:05Z")),
			"application", Map.of("id", "demo", "name", "Demo Bank"));

	private final FeelRuleEvaluator evaluator = new FeelRuleEvaluator();

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "user.age >= 18 | true", "user.age < 18 | false",
					"user.country = \"DE\" and user.age in [18..99] | true", "user.country in (\"AT\", \"CH\") | false",
					"not(user.country = \"DE\") | false", "if user.age > 60 then false else true | true",
					"starts with(request.ip, \"192.0.2.\") | true", "list contains(user.tags, \"vip\") | true",
					"request.time > request.created_at | true", "application.id = \"demo\" or user.age > 99 | true",
					"user.age + 1 = 31 | true", "string length(user.country) = 2 | true", "true | true" })
	void decides(String rule, boolean satisfied) {
		assertThat(this.evaluator.decide(rule, CONTEXT).satisfied()).isEqualTo(satisfied);
	}

	@Test
	void tellsWhatTheRuleRead() {
		assertThat(this.evaluator.decide("user.age >= 18 and user.country = \"DE\"", CONTEXT).inputs())
			.isEqualTo(Map.of("user.age", "30", "user.country", "DE"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "user.age >=", "", "user.height > 1", "nobody = 1", "user.age", "null", "\"true\"",
			"[true]", "nofunc(user.age) = 1", "user.age > 99 or nobody > 3", "user.age > \"x\"", "user.height = null",
			"for i in 1..1000000000 return i", "some i in 1..100000000 satisfies i > 3",
			"every i in 1..3 satisfies i > 0", "user.tags[1] = \"new\"", "(function(x) x)(1) = 1",
			"{a: \"x\", b: a + a}.b = \"xx\"", "matches(user.country, \"(a+)+$\")",
			"replace(user.country, \"a\", \"b\") = \"\"", "10 ** 10 > 1",
			"execution.processEngineServices.runtimeService = null", "user.country.length() = 2",
			"user.user_id.getClass().forName(\"java.lang.Runtime\") = null", "count(1..1000000000) > 1",
			"random number() > 0" })
	void refusesRuleThatIsBroken(String rule) {
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> this.evaluator.decide(rule, CONTEXT))
			.withMessageContaining("'" + rule + "'")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mark@people.example", "192.0.2.7"));
	}

	@Test
	void refusesRuleThatIsTooLong() {
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.check("true" + " and true".repeat(1000)))
			.withMessageContaining("longer than");
	}

	@Test
	void refusesRuleThatIsNestedTooDeeply() {
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.check("(".repeat(1900) + "true" + ")".repeat(1900)));
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.decide("1 = " + "-".repeat(3500) + "1", CONTEXT));
	}

	/** Each of these once kept a thread busy for as long as it liked. */
	@ParameterizedTest
	@ValueSource(strings = { "floor(number(\"1e99999999\")) > 1", "ceiling(-number(user.country)) > 1",
			"round up(number(user.country), 2) > 1", "modulo(number(user.country), 7) = 1",
			"round up(5.5, 99999999) > 1", "round half up(5.5, -99999999) > 1", "round down(5.5, user.age) > 1",
			"round half down(n: 5.5, scale: 99999999) > 1" })
	void refusesRuleThatWouldWriteOutHugeNumbers(String rule) {
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> this.evaluator.check(rule))
			.withMessageContaining("'" + rule + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "round up(user.age / 7, 2) = 4.29", "floor(user.age / 7) = 4", "number(\"30\") = user.age",
			"modulo(user.age, 7) = 2" })
	void roundsAndReadsNumbers(String rule) {
		assertThat(this.evaluator.decide(rule, CONTEXT).satisfied()).isTrue();
	}

	@Test
	@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
	void refusesLongPathAtOnce() {
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.decide("(user)" + ".a".repeat(60) + " = 1", CONTEXT));
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.decide("user" + ".a".repeat(1900) + " = 1", CONTEXT));
	}

	@ParameterizedTest(name = "{0} repeated {1} times")
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "true and | 400", "false or | 400", "1 + | 900", "1 * | 900", "if true then true else | 150" })
	void refusesChainThatIsTooLongForItsRecursion(String link, int times) {
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.decide((link + " ").repeat(times) + "true", CONTEXT))
			.withMessageContaining("nested");
	}

	@Test
	void decidesChainOfHundredTerms() {
		assertThat(this.evaluator.decide("user.age = 1 or ".repeat(100) + "user.age = 30", CONTEXT).satisfied())
			.isTrue();
	}

	/** Values may be personal, and what fails here fails because of a value. */
	@ParameterizedTest
	@ValueSource(strings = { "date(user.user_id) > today()", "number(user.user_id) > 1", "user.user_id > user.age",
			"user.user_id * 2 = 4", "user.user_id + user.age = 1", "user.user_id.domain = 1", "user.user_id and true",
			"if user.user_id then true else false", "user.user_id", "[user.user_id]", "user",
			"substring(user.user_id, 99)", "time(user.user_id) = time(user.user_id)",
			"duration(user.user_id) > duration(\"P1D\")", "request.mail = user.user_id", "missing = user.user_id",
			"contains(user.age, user.user_id)", "starts with(user.user_id, user.age)", "user.user_id in [1..5]",
			"{mail: user.user_id}.phone = 1" })
	void doesNotQuoteValues(String rule) {
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> this.evaluator.decide(rule, CONTEXT))
			.satisfies((ex) -> assertThat(stackTraceOf(ex)).contains(rule).doesNotContain("mark@", "people.example"));
	}

	@Test
	void takesNoAnswerFromAbsenceOfValue() {
		Map<String, Object> user = new HashMap<>();
		user.put("locale", null);
		Map<String, Object> context = Map.of("user", user);

		assertThat(this.evaluator.decide("user.locale = null", context).satisfied()).isTrue();
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.decide("user.locale > \"a\"", context));
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.decide("not(user.locale)", context));
	}

	@Test
	void readsTheSameRuleWithOtherValues() {
		assertThat(this.evaluator.decide("user.age >= 18", Map.of("user", Map.of("age", 18))).satisfied()).isTrue();
		assertThat(this.evaluator.decide("user.age >= 18", Map.of("user", Map.of("age", 17.5))).satisfied()).isFalse();
	}

	private static String stackTraceOf(Throwable failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

}
