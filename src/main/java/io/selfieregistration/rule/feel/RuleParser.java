package io.selfieregistration.rule.feel;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.ParsedExpression;

import io.selfieregistration.rule.RuleBroken.Position;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.rule.RuleInvalid;

import org.springframework.stereotype.Component;

/**
 * Parses rules within limits on length, nesting and CPU time, caches the parsed rules,
 * and reports where a rule does not parse.
 */
@Component
class RuleParser {

	/** Maximum nesting of brackets, which the parser is slow to read. */
	private static final int NESTING_LIMIT = 20;

	private static final int CACHE_LIMIT = 500;

	/**
	 * The engine ends its message with the position, and up to ten characters from there.
	 */
	private static final Pattern PARSE_FAILURE = Pattern.compile(".*:(\\d+):(\\d+), found (\".*\")", Pattern.DOTALL);

	private static final Pattern OTHER_QUOTES = Pattern.compile("['\u2018-\u201f\u00ab\u00bb]");

	private final BoundedWork bounded;

	private final Map<String, ParsedRule> parsed = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, ParsedRule> eldest) {
			return size() > CACHE_LIMIT;
		}

	};

	RuleParser(BoundedWork bounded) {
		this.bounded = bounded;
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
	Exp requireParses(String text) {
		return parsed(text, StoppableParser.EXPRESSION).expression();
	}

	/**
	 * @throws RuleInvalid if the text is no test of a cell, whatever it holds
	 */
	Exp requireTestsParse(String tests) {
		return parsed(tests, StoppableParser.UNARY_TESTS).expression();
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
		if (rule.getBytes(StandardCharsets.UTF_8).length > RuleEvaluator.LENGTH_LIMIT) {
			throw new RuleInvalid(rule.substring(0, 50) + "…",
					"is longer than " + RuleEvaluator.LENGTH_LIMIT + " bytes");
		}
		requireFewBrackets(rule);
		return this.bounded.run(() -> {
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
		}, FeelRuleEvaluator.TIME_LIMIT, () -> new RuleInvalid(rule, "takes too long to parse"));
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

	/** Returns a hint for mistakes that users of other languages make. */
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
	 * @return null if the word is spelt differently there
	 */
	static Position positionOf(String word, String rule) {
		int index = rule.indexOf(word);
		return (index >= 0) ? Position.of(rule, index) : null;
	}

}
