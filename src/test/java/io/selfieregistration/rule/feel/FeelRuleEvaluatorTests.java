package io.selfieregistration.rule.feel;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
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
			"matches(user.country, \"(a+)+$\")", "replace(user.country, \"a\", \"b\") = \"\"", "10 ** 10 > 1",
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

}
