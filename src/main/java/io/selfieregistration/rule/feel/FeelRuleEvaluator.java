package io.selfieregistration.rule.feel;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.rule.ContextNames;
import io.selfieregistration.rule.NamedRule;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.RuleStore;

import org.springframework.stereotype.Component;

/**
 * Evaluates FEEL rules strictly, see {@link Evaluation}. {@link RuleSyntax} allow-lists
 * the syntax, and the CPU time is limited.
 */
@Component
class FeelRuleEvaluator implements RuleEvaluator {

	/** Maximum depth of calls between rules. */
	private static final int CALL_DEPTH_LIMIT = 5;

	/** Maximum number of rules that take part in an evaluation. */
	private static final int CALLED_LIMIT = 20;

	/**
	 * Limit on the computing time of parsing a rule, and of an evaluation with all called
	 * rules. The first one after a start also loads classes.
	 */
	static final Duration TIME_LIMIT = Duration.ofSeconds(1);

	private final RuleStore store;

	private final FeelEngineApi engine;

	private final RuleParser parser;

	private final BoundedWork bounded;

	private final MeterProvider<Timer> decisions;

	FeelRuleEvaluator(RuleStore store, RuleParser parser, BoundedWork bounded, Clock clock, MeterRegistry registry) {
		this.store = store;
		this.parser = parser;
		this.bounded = bounded;
		this.decisions = Timer.builder("selfie.rule.decisions")
			.description("Time to decide a rule, by the result; a broken one is neither satisfied nor not")
			.serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20),
					Duration.ofMillis(50), Duration.ofMillis(250), TIME_LIMIT)
			.withRegistry(registry);
		for (Result result : Result.values()) {
			decisions(result);
		}
		this.engine = FeelEngineBuilder.forJava()
			.withEnabledExternalFunctions(false)
			.withFunctionProvider(Evaluation.FUNCTIONS)
			.withClock(() -> clock.instant().atZone(ZoneOffset.UTC))
			.build();
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
		return this.decisions.withTags(Tags.of("result", result.code()));
	}

	private RuleDecision decideUnmeasured(String rule, Map<String, Object> context, String workspace) {
		ParsedRule parsedRule = this.parser.parse(rule);
		Evaluation evaluation = new Evaluation(this.engine, called(parsedRule, workspace, null), context);
		return this.bounded.run(() -> evaluation.decide(parsedRule), TIME_LIMIT,
				() -> new RuleBroken(rule, "computes for longer than " + TIME_LIMIT.toSeconds() + " s"));
	}

	@Override
	public void check(String rule, String workspace, String name) {
		ParsedRule parsedRule = this.parser.parse(rule);
		for (String path : parsedRule.syntax().paths()) {
			if (!ContextNames.canHold(path)) {
				throw new RuleInvalid(rule, "reads '" + path + "', which no rule can read",
						RuleParser.positionOf(path, rule));
			}
		}
		called(parsedRule, workspace, name);
	}

	@Override
	public Set<String> namedRules(String rule) {
		return this.parser.parse(rule).syntax().rules();
	}

	/**
	 * Loads the rules that a rule calls directly and indirectly.
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
				throw new RuleInvalid(rule.text(), "leads back to itself", RuleParser.positionOf(own, rule.text()));
			}
			Set<String> missing = new HashSet<>(wanted);
			Set<String> next = new HashSet<>();
			for (NamedRule found : this.store.findAll(workspace, wanted)) {
				ParsedRule parsedRule = this.parser.parse(found.expression());
				called.put(found.name(), new CalledRule(found.version(), parsedRule));
				missing.remove(found.name());
				next.addAll(parsedRule.syntax().rules());
			}
			for (String name : missing) {
				throw new RuleInvalid(rule.text(), "calls the rule '" + name + "', which does not exist",
						RuleParser.positionOf(name, rule.text()));
			}
			next.removeAll(called.keySet());
			wanted = next;
		}
		return called;
	}

	private enum Result implements Coded {

		SATISFIED, NOT_SATISFIED, BROKEN

	}

}
