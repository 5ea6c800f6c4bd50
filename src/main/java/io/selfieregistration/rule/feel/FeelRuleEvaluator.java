package io.selfieregistration.rule.feel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import org.camunda.feel.api.EvaluationFailure;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ParsedExpression;

import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;

import org.springframework.stereotype.Component;

/**
 * Decides FEEL rules strictly: null, a suppressed failure and any result but a Boolean
 * break the rule. What a rule may consist of is listed in {@link RuleSyntax}.
 */
@Component
class FeelRuleEvaluator implements RuleEvaluator {

	/** Longest rule, in characters. */
	private static final int LENGTH_LIMIT = 4000;

	/** Deepest nesting of brackets; the parser is recursive. */
	private static final int NESTING_LIMIT = 50;

	private static final int CACHE_LIMIT = 500;

	private final FeelEngineApi engine = FeelEngineBuilder.forJava().withEnabledExternalFunctions(false).build();

	private final Map<String, ParsedRule> parsed = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, ParsedRule> eldest) {
			return size() > CACHE_LIMIT;
		}

	};

	@Override
	public void check(String rule) {
		parse(rule);
	}

	@Override
	public RuleDecision decide(String rule, Map<String, Object> context) {
		ParsedRule parsedRule = parse(rule);
		EvaluationResult result = evaluate(rule, parsedRule, context);
		List<EvaluationFailure> suppressed = CollectionConverters.asJava(result.suppressedFailures());
		if (!suppressed.isEmpty()) {
			throw new RuleBroken(rule, "cannot be decided: " + describe(suppressed));
		}
		if (result.isFailure()) {
			throw new RuleBroken(rule, "cannot be decided: its evaluation fails");
		}
		if (!(result.result() instanceof Boolean satisfied)) {
			throw new RuleBroken(rule, "is neither true nor false, it is " + kindOf(result.result()));
		}
		return new RuleDecision(satisfied, inputs(parsedRule.paths(), context));
	}

	private EvaluationResult evaluate(String rule, ParsedRule parsedRule, Map<String, Object> context) {
		try {
			return this.engine.evaluate(parsedRule.expression(), context);
		}
		catch (StackOverflowError ex) {
			throw new RuleBroken(rule, "is nested too deeply");
		}
	}

	private ParsedRule parse(String rule) {
		synchronized (this.parsed) {
			ParsedRule known = this.parsed.get(rule);
			if (known != null) {
				return known;
			}
		}
		ParsedRule fresh = parseAnew(rule);
		synchronized (this.parsed) {
			this.parsed.put(rule, fresh);
		}
		return fresh;
	}

	private ParsedRule parseAnew(String rule) {
		if (rule.length() > LENGTH_LIMIT) {
			throw new RuleBroken(rule.substring(0, 50) + "…", "is longer than " + LENGTH_LIMIT + " characters");
		}
		if (nesting(rule) > NESTING_LIMIT) {
			throw new RuleBroken(rule, "is nested deeper than " + NESTING_LIMIT + " brackets");
		}
		try {
			ParseResult result = this.engine.parseExpression(rule);
			if (!result.isSuccess()) {
				throw new RuleBroken(rule, "does not parse: " + result.failure().message());
			}
			Set<String> paths = RuleSyntax.check(rule, result.parsedExpression().expression());
			return new ParsedRule(result.parsedExpression(), paths);
		}
		catch (StackOverflowError ex) {
			throw new RuleBroken(rule, "is nested too deeply");
		}
	}

	private static int nesting(String rule) {
		int depth = 0;
		int deepest = 0;
		for (char character : rule.toCharArray()) {
			if ("([{".indexOf(character) >= 0) {
				deepest = Math.max(deepest, ++depth);
			}
			else if (")]}".indexOf(character) >= 0) {
				depth--;
			}
		}
		return deepest;
	}

	/**
	 * Messages of the engine quote values, which may be personal; only names are passed
	 * on.
	 */
	private static String describe(List<EvaluationFailure> failures) {
		return failures.stream().map((failure) -> {
			String type = failure.failureType().toString();
			String message = failure.failureMessage();
			return (type.contains("NO_VARIABLE_FOUND") || type.contains("NO_FUNCTION_FOUND")
					|| type.contains("NO_CONTEXT_ENTRY_FOUND")) ? firstLine(message) : type;
		}).distinct().collect(Collectors.joining("; "));
	}

	/** The engine lists the whole context, with values, after the name that it missed. */
	private static String firstLine(String message) {
		int context = message.indexOf(" in context");
		int available = message.indexOf(". Available");
		int end = message.length();
		end = (context >= 0) ? Math.min(end, context) : end;
		end = (available >= 0) ? Math.min(end, available) : end;
		return message.substring(0, end).lines().findFirst().orElse("");
	}

	private static String kindOf(Object result) {
		return (result != null) ? "a " + result.getClass().getSimpleName() : "null";
	}

	private static Map<String, Object> inputs(Set<String> paths, Map<String, Object> context) {
		Map<String, Object> inputs = new TreeMap<>();
		for (String path : paths) {
			Object value = context;
			for (String name : path.split("\\.")) {
				value = (value instanceof Map<?, ?> map) ? map.get(name) : null;
			}
			inputs.put(path, (value != null) ? value.toString() : "");
		}
		return inputs;
	}

	/**
	 * @param paths what the rule reads from its context, such as {@code user.age}
	 */
	private record ParsedRule(ParsedExpression expression, Set<String> paths) {
	}

}
