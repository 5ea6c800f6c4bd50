package io.selfieregistration.rule.feel;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.RuleStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Rules that somebody wrote to do harm, and values that somebody sent to do harm. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileRulesTests {

	private static final Duration LIMIT = Duration.ofMillis(50);

	private static final String LONG_TEXT = "a".repeat(30_000);

	private static final Map<String, Object> CONTEXT = context();

	private final RuleStore store = mock(RuleStore.class);

	private final FeelRuleEvaluator evaluator = FeelFixtures.evaluator(this.store, Clock.systemUTC());

	@ParameterizedTest
	@ValueSource(strings = { "for i in 1..1000000000 return i", "count(for i in 1..1000000000 return i) > 0",
			"for i in 1..100000, j in 1..100000 return i * j", "some i in 1..100000000 satisfies i < 0",
			"every i in 1..100000000 satisfies i > 0", "user.tags[item = \"x\"] = []",
			"(for i in 1..10 return if i < 2 then 1 else partial[-1] + partial[-2])[1] > 0", "count(1..1000000000) > 1",
			"count([1..1000000000]) > 1", "sum([1..100000000]) > 1", "list contains([1..1000000000], 7)",
			"max([1..100000000]) > 1", "any([1..100000000])", "[1..1000000000] = [1..1000000000]",
			"{f: function(x) f(x), g: f(1)}.g", "(function(x) x)(1) = 1",
			"(function(x) external {java: {class: \"java.lang.System\", method signature: \"exit(int)\"}})(1) = 1",
			"{e: function(x) external {java: {class: \"java.lang.Runtime\", method signature: \"getRuntime()\"}}}.e(1) = 1",
			"matches(user.long, \"(a+)+$\")", "matches(user.long, \"(a|aa)+b\")",
			"replace(user.long, \"(a*)*b\", \"\") = \"\"", "count(split(user.long, \"(a+)+b\")) > 1",
			"extract(user.long, \"(x+x+)+y\") = []", "execution.processEngineServices.runtimeService = null",
			"execution.processEngineServices.identityService.setAuthenticatedUserId(\"admin\") = null",
			"user.user_id.getClass().forName(\"java.lang.Runtime\") = null", "user.getClass() = null",
			"{a: \"x\", b: a + a, c: b + b, d: c + c}.d = \"\"", "concatenate(user.tags, user.tags) = []",
			"string join(user.tags, user.long) = \"\"", "flatten([[1]]) = [1]", "sort([1], function(a, b) a < b) = [1]",
			"get value(user, \"user_id\") = \"\"", "context put(user, \"a\", 1) = user", "get entries(user) = []",
			"registrationWanted(\"a\", \"true\", \"true\")", "assert(user.age, false) = 1", "get or else(null, true)",
			"10 ** 1000000000 > 1", "exp(1000000) > 1", "factorial(1000000) > 1", "random number() > 0.5",
			"user instance of any", "floor(number(\"1e99999999\")) > 1", "modulo(number(\"1e99999999\"), 7) = 1",
			"round up(5.5, 99999999) > 1", "decimal(5.5, 99999999) > 1", "@\"2026-01-01\" = today() and sqrt(4) = 2",
			"string(for i in 1..10000000 return i) = \"\"", "if 1 = 1 then for i in 1..1000000000 return i else 1" })
	void refusesBeforeDeciding(String rule) {
		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> this.evaluator.check(rule, "default", null))
			.withMessageContaining("'" + rule + "'");
	}

	@ParameterizedTest
	@MethodSource("longRules")
	void refusesOrDecidesLongRule(String rule) {
		try {
			assertThat(this.evaluator.decide(rule, CONTEXT, "default")).isNotNull();
		}
		catch (RuleBroken ex) {
			assertThat(ex.getMessage()).startsWith("The rule '");
		}
	}

	static Stream<String> longRules() {
		return Stream.of("(".repeat(50) + "true" + ")".repeat(50), "(".repeat(2000) + "true" + ")".repeat(2000),
				"[".repeat(2000) + "]".repeat(2000), "{a:".repeat(1000) + "1" + "}".repeat(1000), "[".repeat(4096),
				"not(".repeat(50) + "true" + ")".repeat(50), "not(".repeat(800) + "true" + ")".repeat(800),
				"if true then ".repeat(300) + "true", "true and ".repeat(450) + "true", "- ".repeat(2000) + "1 = 1",
				"1 + ".repeat(1000) + "1 > 1", "9".repeat(4090) + " > 1", "1 in (".repeat(50) + "1" + ")".repeat(50),
				"user.long + ".repeat(300) + "\"\" = \"\"",
				"contains(user.long + user.long, user.long + \"b\" + user.long) or ".repeat(60) + "false",
				"(user)" + ".a".repeat(2000) + " = 1", "\"" + "\\".repeat(2000) + "\" = \"\"", "/*".repeat(2000),
				"user.number * ".repeat(140) + "1 > 1", "(user.number * user.number) / 3 > 1",
				"string(user.number) = \"\"", "user.infinite > 1", "user.number / user.infinite > 1",
				"user.deep = user.deep", "list contains(user.deep, user.deep)",
				"1".repeat(2000) + "e" + "9".repeat(10) + " > 1", "date(\"999999999-12-31\") > today()",
				"duration(\"P99999999999999Y\") > duration(\"P1Y\")", "today() + duration(\"P999999999D\") > today()",
				"number(\"1e99999999\") + 1 > 1", "number(\"1e99999999\") * number(\"1e-99999999\") = 1",
				"string(number(\"1e99999999\")) = \"\"", "substring(user.long, -99999999, 99999999) = \"\"",
				"\u0000 = 1", "\ud800 = \"\udfff\"");
	}

	/** The engine would convert each of them, and fail at what cannot be read. */
	@Test
	void doesNotTouchValuesThatTheRuleDoesNotRead() {
		Map<String, Object> user = new HashMap<>(Map.of("age", 30, "address", Map.of("city", "Ulm", "zip", 7), "a.b", 5,
				"long", LONG_TEXT, "map", Map.of("x", 1)));
		user.put("trap", new AbstractMap<String, Object>() {

			@Override
			public Set<Entry<String, Object>> entrySet() {
				throw new AssertionError("was read");
			}

		});
		Map<String, Object> context = Map.of("user", user);

		for (String rule : List.of("user.age >= 18", "user.address.city = \"Ulm\" and user.address.zip = 7",
				"user.address.city = \"Ulm\" and user.address = user.address and user.address.zip = 7",
				"user.`a.b` = 5", "not(is defined(user.nickname)) and is defined(user.age)")) {
			assertThat(this.evaluator.decide(rule, context, "default").satisfied()).as(rule).isTrue();
		}
		assertThatExceptionOfType(RuleBroken.class)
			.isThrownBy(() -> this.evaluator.decide("user.nickname = \"x\"", context, "default"))
			.withMessageContaining("nickname");
	}

	@Test
	void breaksRuleThatComputesForTooLong() {
		String rule = "contains(user.long + user.long, user.long + \"b\")"
				+ " or contains(user.long, user.half + \"b\")".repeat(90);

		assertThatExceptionOfType(RuleBroken.class).isThrownBy(() -> this.evaluator.decide(rule, CONTEXT, "default"))
			.withMessageContaining("computes for longer than 1 s");
	}

	/** The parser itself would go on, and take a processor with it for years. */
	@ParameterizedTest
	@ValueSource(strings = { "(((((((((((((((((((1", "[[[[[[[[[[[[[[[[[[[[1",
			"if(if(if(if(if(if(if(if(if(if(if(if(if(if(if(",
			"if if if ((if if ((if if ((if if ((if if ((if if ((if if ((if if ((if if ((\"",
			"function(x) 1 in (function(x) 1 in (function(x) 1 in (function(x) 1 in (function(x) 1 in (function(x) 1 in (a." })
	void stopsParsing(String rule) throws Exception {
		assertThatExceptionOfType(RuleInvalid.class).isThrownBy(() -> this.evaluator.check(rule, "default", null));

		await().atMost(Duration.ofSeconds(10))
			.until(() -> Thread.getAllStackTraces()
				.entrySet()
				.stream()
				.filter((thread) -> thread.getKey().getName().equals("rule"))
				.noneMatch((thread) -> Arrays.toString(thread.getValue()).contains("FeelParser")));
	}

	@Test
	void givesUpWorkThatComputesForTooLong() {
		BoundedWork bounded = new BoundedWork();

		assertThatExceptionOfType(BoundedWork.TookTooLong.class).isThrownBy(() -> bounded.run(() -> {
			long count = 0;
			while (!Thread.currentThread().isInterrupted()) {
				count++;
			}
			return count;
		}, LIMIT));
	}

	@Test
	void doesNotCountTheTimeInWhichOthersCompute() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		Thread other = new Thread(() -> {
			ThreadMXBean clock = ManagementFactory.getThreadMXBean();
			while (clock.getCurrentThreadCpuTime() < LIMIT.multipliedBy(3).toNanos()) {
				Thread.onSpinWait();
			}
			released.countDown();
		});
		other.start();

		assertThat(new BoundedWork().run(() -> {
			released.await();
			return "done";
		}, LIMIT)).isEqualTo("done");
	}

	@Test
	void decidesManyAtOnce() throws Exception {
		given(this.store.findAll(any(), any())).willReturn(List.of());
		List<Boolean> decided = Collections.synchronizedList(new ArrayList<>());
		List<Thread> callers = Stream.generate(() -> new Thread(() -> decided
			.add(this.evaluator.decide("user.age >= 18 and contains(user.long, \"a\")", CONTEXT, "default")
				.satisfied())))
			.limit(100)
			.toList();

		callers.forEach(Thread::start);
		for (Thread caller : callers) {
			caller.join();
		}

		assertThat(decided).hasSize(100).containsOnly(true);
	}

	private static Map<String, Object> context() {
		List<Object> deep = List.of();
		for (int depth = 0; depth < 500; depth++) {
			deep = List.of(deep);
		}
		Map<String, Object> user = new HashMap<>();
		user.put("user_id", "somebody");
		user.put("age", 30);
		user.put("tags", List.of("new"));
		user.put("long", LONG_TEXT);
		user.put("half", LONG_TEXT.substring(LONG_TEXT.length() / 2));
		user.put("number", new BigInteger("9".repeat(30_000)));
		user.put("infinite", Double.POSITIVE_INFINITY);
		user.put("deep", deep);
		return Map.of("user", user);
	}

}
