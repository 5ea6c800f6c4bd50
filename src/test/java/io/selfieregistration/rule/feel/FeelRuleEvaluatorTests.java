package io.selfieregistration.rule.feel;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.rule.NamedRule;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleBroken.Position;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.RuleStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class FeelRuleEvaluatorTests {

	private static final Map<String, Object> CONTEXT = Map.of("user",
			Map.of("user_id", "mark@people.example", "age", 30, "country", "DE", "tags", List.of("new", "vip")),
			"request",
			Map.of("channel", "api", "ip", "192.0.2.7", "created_at", ZonedDateTime.parse("2026-11-23T10:00:00Z"),
					"time", ZonedDateTime.parse("2026-11-23T10:00:05Z")),
			"application", Map.of("id", "demo", "name", "Demo Bank"));

	private static final String WORKSPACE = "default";

	/** Shortly before midnight in UTC, the next day further east. */
	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T23:30:00Z"), ZoneId.of("Asia/Tokyo"));

	private final Map<String, NamedRule> named = new HashMap<>();

	private final RuleStore store = mock(RuleStore.class);

	private final FeelRuleEvaluator evaluator = FeelFixtures.evaluator(this.store, CLOCK);

	@BeforeEach
	void findNamedRules() {
		given(this.store.findAll(eq(WORKSPACE), any())).willAnswer((call) -> call.<Set<String>>getArgument(1)
			.stream()
			.map(this.named::get)
			.filter(Objects::nonNull)
			.toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "user.age >= 18 | true", "user.age < 18 | false",
					"user.country = \"DE\" and user.age in [18..99] | true", "user.country in (\"AT\", \"CH\") | false",
					"not(user.country = \"DE\") | false", "if user.age > 60 then false else true | true",
					"starts with(request.ip, \"192.0.2.\") | true", "list contains(user.tags, \"vip\") | true",
					"request.time > request.created_at | true", "application.id = \"demo\" or user.age > 99 | true",
					"user.age + 1 = 31 | true", "string length(user.country) = 2 | true", "true | true" })
	void decides(String rule, boolean satisfied) {
		assertThat(decide(rule, CONTEXT).satisfied()).isEqualTo(satisfied);
	}

	@Test
	void tellsWhatTheRuleRead() {
		assertThat(decide("user.age >= 18 and user.country = \"DE\"", CONTEXT).inputs())
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
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide(rule, CONTEXT))
			.withMessageContaining("'" + rule + "'")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mark@people.example", "192.0.2.7"));
	}

	@Test
	void refusesRuleThatIsTooLong() {
		assertThatExceptionOfType(RuleInvalid.class).isThrownBy(() -> check("true" + " and true".repeat(1000)))
			.withMessageContaining("longer than 4096 bytes");
		assertThatExceptionOfType(RuleInvalid.class).isThrownBy(() -> check("\"" + "é".repeat(2048) + "\" = \"\""))
			.withMessageContaining("longer than 4096 bytes");
	}

	@Test
	void takesRuleOfExactlyTheLongestLength() {
		String rule = "\"" + "é".repeat(2044) + "\"=\"a\"";
		assertThat(rule.getBytes(StandardCharsets.UTF_8)).hasSize(RuleEvaluator.LENGTH_LIMIT - 2);

		assertThat(decide(rule + "  ", CONTEXT).satisfied()).isFalse();
	}

	@Test
	void refusesRuleThatIsNestedTooDeeply() {
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> check("(".repeat(1900) + "true" + ")".repeat(1900)));
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide("1 = " + "-".repeat(3500) + "1", CONTEXT));
	}

	/** Each of these once kept a thread busy for as long as it liked. */
	@ParameterizedTest
	@ValueSource(strings = { "floor(number(\"1e99999999\")) > 1", "ceiling(-number(user.country)) > 1",
			"round up(number(user.country), 2) > 1", "modulo(number(user.country), 7) = 1",
			"round up(5.5, 99999999) > 1", "round half up(5.5, -99999999) > 1", "round down(5.5, user.age) > 1",
			"round half down(n: 5.5, scale: 99999999) > 1" })
	void refusesRuleThatWouldWriteOutHugeNumbers(String rule) {
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> check(rule))
			.withMessageContaining("'" + rule + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "round up(user.age / 7, 2) = 4.29", "floor(user.age / 7) = 4", "number(\"30\") = user.age",
			"modulo(user.age, 7) = 2" })
	void roundsAndReadsNumbers(String rule) {
		assertThat(decide(rule, CONTEXT).satisfied()).isTrue();
	}

	@Test
	@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
	void refusesLongPathAtOnce() {
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> decide("(user)" + ".a".repeat(60) + " = 1", CONTEXT));
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> decide("user" + ".a".repeat(1900) + " = 1", CONTEXT));
	}

	@ParameterizedTest(name = "{0} repeated {1} times")
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "true and | 400", "false or | 400", "1 + | 900", "1 * | 900", "if true then true else | 150" })
	void refusesChainThatIsTooLongForItsRecursion(String link, int times) {
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> decide((link + " ").repeat(times) + "true", CONTEXT))
			.withMessageContaining("nested");
	}

	@Test
	void decidesChainOfHundredTerms() {
		assertThat(decide("user.age = 1 or ".repeat(100) + "user.age = 30", CONTEXT).satisfied()).isTrue();
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
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide(rule, CONTEXT))
			.satisfies((ex) -> assertThat(stackTraceOf(ex)).contains(rule).doesNotContain("mark@", "people.example"));
	}

	@Test
	void takesNoAnswerFromAbsenceOfValue() {
		Map<String, Object> user = new HashMap<>();
		user.put("locale", null);
		Map<String, Object> context = Map.of("user", user);

		assertThat(decide("user.locale = null", context).satisfied()).isTrue();
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide("user.locale > \"a\"", context));
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide("not(user.locale)", context));
	}

	@Test
	void readsTheSameRuleWithOtherValues() {
		assertThat(decide("user.age >= 18", Map.of("user", Map.of("age", 18))).satisfied()).isTrue();
		assertThat(decide("user.age >= 18", Map.of("user", Map.of("age", 17.5))).satisfied()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "user.age == 3 | 1 | 10", "^user.age > 3\nand user.age <^ | 2 | 14", "^// why\n  1 = ^ | 2 | 5",
					"nofunc(user.age) = 1 | 1 | 1", "true and\u0020rule(user.name) | 1 | 10",
					"true and rule(\"missing\") | 1 | 16", "request.age > 3 | 1 | 1", "true or nobody = 1 | 1 | 9",
					"application.secret = 1 | 1 | 1" })
	void saysWhereRuleIsInvalid(String rule, int line, int column) {
		assertThatExceptionOfType(RuleInvalid.class).isThrownBy(() -> check(rule))
			.satisfies((ex) -> assertThat(ex.position()).hasValue(new Position(line, column)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "user.age == 18 | (FEEL compares by one =)",
					"= user.age > 17 | (leave out the = at the beginning)",
					"^user.age > 17 && user.age < 66^ | (FEEL says and, or)",
					"^user.age < 18 || user.age > 65^ | (FEEL says and, or)",
					"user.country = 'NL' | (texts stand in straight double quotes)",
					"user.country = \u201eNL\u201c | (texts stand in straight double quotes)" })
	void saysWhatFeelHasInstead(String rule, String hint) {
		assertThatExceptionOfType(RuleInvalid.class).isThrownBy(() -> check(rule)).withMessageEndingWith(hint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user.anything > 1 and user.address.city = \"Bonn\"", "request.ip = \"192.0.2.7\"",
			"request.time_of_day > time(\"10:00:00\")", "application.workspace = \"default\"", "is defined(user.age)" })
	void takesEveryNameThatThereCanBe(String rule) {
		check(rule);
	}

	@Test
	void callsNamedRule() {
		name("adult", 3, "user.age >= 18");
		name("german", 1, "user.country = \"DE\" and rule(\"adult\")");

		RuleDecision decision = decide("rule(\"german\") and request.channel = \"api\"", CONTEXT);

		assertThat(decision.satisfied()).isTrue();
		assertThat(decision.inputs()).isEqualTo(Map.of("request.channel", "api", "user.country", "DE", "user.age", "30",
				"rule(\"adult\")", Map.of("version", 3, "satisfied", true), "rule(\"german\")",
				Map.of("version", 1, "satisfied", true)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "is defined(user.age) and user.age >= 18 | true", "is defined(user.height) | false",
					"if is defined(user.height) then user.height > 180 else true | true",
					"is defined(user.address.city) and user.address.city = \"Bonn\" | false",
					"is defined(user.country.code) or user.country = \"DE\" | broken",
					"is defined(user.height) or user.height > 180 | broken",
					"is defined(user.height) or user.weight > 3 | broken" })
	void letsRuleAskWhetherValueIsThere(String rule, String outcome) {
		if (outcome.equals("broken")) {
			assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide(rule, CONTEXT));
		}
		else {
			assertThat(decide(rule, CONTEXT).satisfied()).isEqualTo(Boolean.parseBoolean(outcome));
		}
	}

	@Test
	void callsNamedRuleWhenItIsNeeded() {
		name("tall", 1, "user.height > 180");

		RuleDecision decision = decide("if is defined(user.height) then rule(\"tall\") else user.age = 30", CONTEXT);

		assertThat(decision.satisfied()).isTrue();
		assertThat(decision.inputs()).doesNotContainKey("rule(\"tall\")");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user.height > 180", "user.age", "null", "user.age > 99 or nobody = 1",
			"user.age > user.user_id" })
	void isBrokenByNamedRuleThatIsBroken(String rule) {
		name("broken", 1, rule);

		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide("rule(\"broken\")", CONTEXT))
			.withMessageContaining("'" + rule + "'");
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> decide("if rule(\"broken\") then true else true", CONTEXT))
			.withMessageContaining("'" + rule + "'");
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide("rule(\"broken\") or true", CONTEXT))
			.withMessageContaining("'" + rule + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rule()", "rule(\"a\", \"b\")", "rule(name: \"adult\")", "rule(user.country)",
			"rule(\"ad\" + \"ult\")", "rule(\"Adult\")", "rule(\"\")", "rule(1)", "rule(rule(\"adult\"))",
			"rule(if true then \"adult\" else \"adult\")" })
	void callsNothingButOneConstantName(String rule) {
		name("adult", 1, "true");

		assertThatExceptionOfType(RuleInvalid.class).isThrownBy(() -> check(rule))
			.withMessageContaining("the name of one rule in quotes");
	}

	@Test
	void knowsCallsByTheParsedRule() {
		assertThat(this.evaluator.namedRules("rule (\"a\") and user.text = \"rule(\\\"b\\\")\" /* rule(\"c\") */"))
			.containsExactly("a");
	}

	@Test
	void refusesRuleThatLeadsBackToItself() {
		name("a", 1, "rule(\"b\")");
		name("b", 1, "rule(\"c\")");
		name("c", 1, "true");

		assertThatExceptionOfType(RuleInvalid.class)
			.isThrownBy(() -> this.evaluator.check("rule(\"a\")", WORKSPACE, "c"))
			.withMessageContaining("leads back to itself");
		assertThatExceptionOfType(RuleInvalid.class)
			.isThrownBy(() -> this.evaluator.check("rule(\"d\")", WORKSPACE, "d"))
			.withMessageContaining("leads back to itself");
	}

	@Test
	void isBrokenByRulesThatLeadBackToThemselves() {
		name("a", 1, "rule(\"b\")");
		name("b", 1, "rule(\"a\")");

		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> decide("rule(\"a\")", CONTEXT))
			.withMessageContaining("leads back to itself");
	}

	@Test
	void refusesTooManyCalls() {
		name("rule-0", 1, "true");
		for (int depth = 1; depth <= 5; depth++) {
			name("rule-" + depth, 1, "rule(\"rule-" + (depth - 1) + "\")");
		}

		assertThat(decide("rule(\"rule-4\")", CONTEXT).satisfied()).isTrue();
		assertThatExceptionOfType(RuleInvalid.class).isThrownBy(() -> decide("rule(\"rule-5\")", CONTEXT))
			.withMessageContaining("calls too many rules");
	}

	@Test
	void callsRulesOfItsWorkspaceOnly() {
		name("adult", 1, "true");

		assertThatExceptionOfType(RuleInvalid.class)
			.isThrownBy(() -> this.evaluator.decide("rule(\"adult\")", CONTEXT, "another"))
			.withMessageContaining("'adult', which does not exist");
	}

	@Test
	void decidesByTheTimeOfDay() {
		Map<String, Object> context = Map.of("request", Map.of("time_of_day", LocalTime.of(22, 30)));

		assertThat(decide("request.time_of_day >= time(\"22:00:00\")", context).satisfied()).isTrue();
		assertThat(decide("request.time_of_day in [time(\"08:00:00\")..time(\"20:00:00\")]", context).satisfied())
			.isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "now() = date and time(\"2026-11-24T23:30:00Z\")", "today() = date(\"2026-11-24\")",
			"time(now()) > time(\"23:00:00Z\")", "now() - request.created_at > duration(\"P1D\")" })
	void readsTheClockInUtc(String rule) {
		assertThat(decide(rule, CONTEXT).satisfied()).isTrue();
	}

	private RuleDecision decide(String rule, Map<String, Object> context) {
		return this.evaluator.decide(rule, context, WORKSPACE);
	}

	private void check(String rule) {
		this.evaluator.check(rule, WORKSPACE, null);
	}

	private void name(String name, int version, String expression) {
		this.named.put(name,
				new NamedRule(WORKSPACE, name, version, expression, null, "operator", Instant.EPOCH, Instant.EPOCH));
	}

	private static String stackTraceOf(Throwable failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

}
