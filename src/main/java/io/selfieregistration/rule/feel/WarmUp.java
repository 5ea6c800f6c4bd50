package io.selfieregistration.rule.feel;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;

/**
 * Uses everything that rules can use, so that the first decisions do not spend their time
 * on loading classes.
 */
final class WarmUp {

	private static final int ROUNDS = 10;

	private static final List<String> RULES = List.of("user.age >= 18 and user.country = \"DE\" or not(user.age < 3)",
			"if user.age in [1..99] then user.country in (\"DE\", \"AT\") else false",
			"starts with(request.ip, \"192.\") and ends with(request.ip, \"7\") and contains(request.ip, \"0\")",
			"request.time_of_day >= time(\"06:00:00\") and request.time_of_day < time(\"22:00:00\")",
			"request.time > request.created_at + duration(\"PT1S\") and request.time < now()",
			"date(request.time) <= today() and day of week(request.time) != \"Sunday\" and request.time.hour > 3",
			"date and time(\"2026-11-23T10:00:00Z\") = request.time or date(\"2026-11-23\") + duration(\"P1M\") > today()",
			"years and months duration(date(\"2000-01-01\"), today()) > duration(\"P18Y\")",
			"month of year(request.time) = \"May\" or week of year(request.time) = 7 or day of year(request.time) = 7",
			"list contains(user.tags, \"vip\") and count(user.tags) = 2 and sum([1, 2]) = 3 and max(1, 2) > min(1, 2)",
			"all([true, 1 = 1]) and any([false, true]) and is defined(user.age) and even(2) and odd(1)",
			"round up(user.age / 7, 2) = 4.29 and floor(4.5) = 4 and ceiling(4.5) = 5 and modulo(7, 2) = 1",
			"round half up(1.5, 0) = 2 and round half down(1.5, 0) = 1 and round down(1.5, 0) = 1 and abs(-1) = 1",
			"number(\"30\") = user.age and string(user.age) = \"30\" and string length(user.country) = 2",
			"lower case(user.country) = \"de\" and upper case(user.country) = \"DE\" and trim(\" a \") = \"a\"",
			"substring(\"abc\", 2) = \"bc\" and substring before(\"a@b\", \"@\") = \"a\" and substring after(\"a@b\", \"@\") = \"b\"",
			"1 + 2 * 3 - 4 / 2 = 5 and -user.age < 0 and user.age between 1 and 99", "nobody = 1 and 1 > \"x\"");

	private final FeelEngineApi engine;

	WarmUp(FeelEngineApi engine) {
		this.engine = engine;
	}

	void run() {
		ZonedDateTime time = ZonedDateTime.of(2026, 11, 23, 10, 0, 0, 0, ZoneOffset.UTC);
		Map<String, Object> context = Map
			.of("user", Map.of("age", 30, "height", 1.8, "country", "DE", "tags", List.of("new", "vip")), "request", Map
				.of("ip", "192.0.2.7", "created_at", time.minusHours(1), "time", time, "time_of_day", LocalTime.NOON));
		for (int round = 0; round < ROUNDS; round++) {
			for (String rule : RULES) {
				EvaluationResult result = this.engine.evaluateExpression(rule, context);
				result.suppressedFailures();
			}
		}
	}

}
