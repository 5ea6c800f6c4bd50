package io.selfieregistration.rule.feel;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ParsedExpression;

import io.selfieregistration.rule.ContextNames;
import io.selfieregistration.rule.NamedRule;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleBroken.Position;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.RuleStore;
import io.selfieregistration.rule.feel.BoundedWork.TookTooLong;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides FEEL rules strictly, see {@link Evaluation}. What a rule may consist of is
 * listed in {@link RuleSyntax}; behind that, the time is limited.
 */
@Component
class FeelRuleEvaluator implements RuleEvaluator {

	/** Deepest nesting of brackets; the parser is slow at them. */
	private static final int NESTING_LIMIT = 20;

	/** How often a called rule may call another one in turn. */
	private static final int CALL_DEPTH_LIMIT = 5;

	/** Most rules that a decision can take in. */
	private static final int CALLED_LIMIT = 20;

	/** Computing time of a decision, with all the rules that are called. */
	static final Duration DECISION_LIMIT = Duration.ofMillis(50);

	private static final Duration PARSE_LIMIT = Duration.ofMillis(200);

	private static final int CACHE_LIMIT = 500;

	/**
	 * The engine ends its message with the place, and up to ten characters from there.
	 */
	private static final Pattern PARSE_FAILURE = Pattern.compile(".*:(\\d+):(\\d+), found (\".*\")", Pattern.DOTALL);

	private static final Pattern OTHER_QUOTES = Pattern.compile("['\u2018-\u201f\u00ab\u00bb]");

	private final RuleStore store;

	private final FeelEngineApi engine;

	private final BoundedWork bounded = new BoundedWork();

	private final Map<String, ParsedRule> parsed = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, ParsedRule> eldest) {
			return size() > CACHE_LIMIT;
		}

	};

	private final MeterProvider<Timer> decisions;

	FeelRuleEvaluator(RuleStore store, Clock clock) {
		this(store, clock, new SimpleMeterRegistry());
	}

	@Autowired
	FeelRuleEvaluator(RuleStore store, Clock clock, MeterRegistry registry) {
		this.store = store;
		this.decisions = Timer.builder("selfie.rule.decisions")
			.description("Time to decide a rule, by the result; a broken one is neither satisfied nor not")
			.serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20), DECISION_LIMIT,
					Duration.ofMillis(250))
			.withRegistry(registry);
		for (Result result : Result.values()) {
			decisions(result);
		}
		this.engine = FeelEngineBuilder.forJava()
			.withEnabledExternalFunctions(false)
			.withFunctionProvider(Evaluation.FUNCTIONS)
			.withClock(() -> clock.instant().atZone(ZoneOffset.UTC))
			.build();
		new WarmUp(this.engine).run();
	}

	@Override
	public RuleDecision decide(String rule, Map<String, Object> context, String workspace) {
		long started = System.nanoTime();
		Result result = Result.BROKEN;
		try {
			RuleDecision decision = decideUnmeasured(rule, context, workspace);
			result = decision.satisfied() ? Result.SATISFIED : Result.NOT_SATISFIED;
			return decision;
		}
		finally {
			decisions(result).record(Duration.ofNanos(System.nanoTime() - started));
		}
	}

	private Timer decisions(Result result) {
		return this.decisions.withTags(Tags.of("result", result.name().toLowerCase(Locale.ROOT)));
	}

	private RuleDecision decideUnmeasured(String rule, Map<String, Object> context, String workspace) {
		ParsedRule parsedRule = parse(rule);
		Evaluation evaluation = new Evaluation(this.engine, called(parsedRule, workspace, null), context);
		return bounded(() -> evaluation.decide(parsedRule), DECISION_LIMIT,
				() -> new RuleBroken(rule, "computes for longer than " + DECISION_LIMIT.toMillis() + " ms"));
	}

	@Override
	public void check(String rule, String workspace, String name) {
		ParsedRule parsedRule = parse(rule);
		for (String path : parsedRule.syntax().paths()) {
			if (!ContextNames.canHold(path)) {
				throw new RuleInvalid(rule, "reads '" + path + "', which no rule can read", positionOf(path, rule));
			}
		}
		called(parsedRule, workspace, name);
	}

	@Override
	public Set<String> namedRules(String rule) {
		return parse(rule).syntax().rules();
	}

	/**
	 * Loads the rules that a rule calls, and those that they call.
	 * @param own name of the rule itself, or null
	 */
	private Map<String, CalledRule> called(ParsedRule rule, String workspace, String own) {
		Map<String, CalledRule> called = new LinkedHashMap<>();
		Set<String> wanted = rule.syntax().rules();
		for (int depth = 1; !wanted.isEmpty(); depth++) {
			if (depth > CALL_DEPTH_LIMIT || called.size() + wanted.size() > CALLED_LIMIT) {
				throw new RuleInvalid(rule.text(), "calls too many rules: " + CALL_DEPTH_LIMIT
						+ " one after the other and " + CALLED_LIMIT + " in all are the most");
			}
			if (wanted.contains(own)) {
				throw new RuleInvalid(rule.text(), "leads back to itself", positionOf(own, rule.text()));
			}
			Set<String> missing = new HashSet<>(wanted);
			Set<String> next = new HashSet<>();
			for (NamedRule found : this.store.findAll(workspace, wanted)) {
				ParsedRule parsedRule = parse(found.expression());
				called.put(found.name(), new CalledRule(found.version(), parsedRule));
				missing.remove(found.name());
				next.addAll(parsedRule.syntax().rules());
			}
			for (String name : missing) {
				throw new RuleInvalid(rule.text(), "calls the rule '" + name + "', which does not exist",
						positionOf(name, rule.text()));
			}
			next.removeAll(called.keySet());
			wanted = next;
		}
		return called;
	}

	ParsedRule parse(String rule) {
		synchronized (this.parsed) {
			ParsedRule known = this.parsed.get(rule);
			if (known != null) {
				return known;
			}
		}
		ParsedRule fresh = parseAnew(rule, StoppableParser.EXPRESSION);
		synchronized (this.parsed) {
			this.parsed.put(rule, fresh);
		}
		return fresh;
	}

	/** Parses the tests of one cell of a decision table. */
	ParsedRule parseTests(String tests) {
		return parseAnew(tests, StoppableParser.UNARY_TESTS);
	}

	/**
	 * @throws RuleInvalid if the text is no FEEL, whatever it holds
	 */
	void requireParses(String text) {
		parsed(text, StoppableParser.EXPRESSION);
	}

	private ParsedRule parseAnew(String rule, StoppableParser parser) {
		ParsedExpression expression = parsed(rule, parser);
		try {
			return new ParsedRule(rule, expression, RuleSyntax.check(rule, expression.expression()));
		}
		catch (StackOverflowError ex) {
			throw new RuleInvalid(rule, "is nested too deeply");
		}
	}

	private ParsedExpression parsed(String rule, StoppableParser parser) {
		if (rule.getBytes(StandardCharsets.UTF_8).length > LENGTH_LIMIT) {
			throw new RuleInvalid(rule.substring(0, 50) + "…", "is longer than " + LENGTH_LIMIT + " bytes");
		}
		requireFewBrackets(rule);
		return bounded(() -> {
			try {
				ParseResult result = parser.parse(rule);
				if (!result.isSuccess()) {
					throw parseFailure(rule, result.failure().message());
				}
				return result.parsedExpression();
			}
			catch (StackOverflowError ex) {
				throw new RuleInvalid(rule, "is nested too deeply");
			}
		}, PARSE_LIMIT, () -> new RuleInvalid(rule, "takes too long to parse"));
	}

	private <T> T bounded(Callable<T> work, Duration limit, Supplier<RuleBroken> failure) {
		try {
			return this.bounded.run(work, limit);
		}
		catch (TookTooLong ex) {
			throw failure.get();
		}
	}

	private static RuleInvalid parseFailure(String rule, String message) {
		Matcher place = PARSE_FAILURE.matcher(message);
		if (!place.matches()) {
			return new RuleInvalid(rule, "does not parse");
		}
		Position position = new Position(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
		return new RuleInvalid(rule, "does not parse from " + position + " on: " + place.group(3) + habit(rule),
				position);
	}

	/** What people who know other languages write, and what FEEL has instead. */
	private static String habit(String rule) {
		if (rule.startsWith("=")) {
			return " (leave out the = at the beginning)";
		}
		if (rule.contains("==")) {
			return " (FEEL compares by one =)";
		}
		if (rule.contains("&&") || rule.contains("||")) {
			return " (FEEL says and, or)";
		}
		return OTHER_QUOTES.matcher(rule).find() ? " (texts stand in straight double quotes)" : "";
	}

	private static void requireFewBrackets(String rule) {
		int depth = 0;
		for (int index = 0; index < rule.length(); index++) {
			if ("([{".indexOf(rule.charAt(index)) >= 0) {
				depth++;
			}
			else if (")]}".indexOf(rule.charAt(index)) >= 0) {
				depth--;
			}
			if (depth > NESTING_LIMIT) {
				throw new RuleInvalid(rule, "is nested deeper than " + NESTING_LIMIT + " brackets",
						Position.of(rule, index));
			}
		}
	}

	/**
	 * @return null if the word stands there written in another way
	 */
	static Position positionOf(String word, String rule) {
		int index = rule.indexOf(word);
		return (index >= 0) ? Position.of(rule, index) : null;
	}

	private enum Result {

		SATISFIED, NOT_SATISFIED, BROKEN

	}

}
