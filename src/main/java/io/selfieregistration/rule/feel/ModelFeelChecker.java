package io.selfieregistration.rule.feel;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.RuleInvalid;

import org.springframework.stereotype.Component;

/** Limits FEEL in models to the syntax of rules and to plain variables. */
@Component
class ModelFeelChecker implements ModelFeel {

	private final RuleParser parser;

	ModelFeelChecker(RuleParser parser) {
		this.parser = parser;
	}

	@Override
	public void parse(String expression) {
		this.parser.requireParses(expression);
	}

	@Override
	public void check(String expression, Predicate<String> reserved) {
		requirePlain(expression, this.parser.parse(expression).syntax(), reserved);
	}

	@Override
	public void checkTests(String tests, Predicate<String> reserved) {
		requirePlain(tests, this.parser.parseTests(tests).syntax(), reserved);
	}

	@Override
	public Optional<TextUse> textUse(String expression, boolean decides, Set<String> texts) {
		return new TextUses(texts).find(this.parser.requireParses(expression), decides);
	}

	@Override
	public Optional<TextUse> textUse(String input, String tests, Set<String> texts) {
		return new TextUses(texts).findInTests(this.parser.requireParses(input), this.parser.requireTestsParse(tests));
	}

	/**
	 * Rejects paths: what follows a dot is a method call on the value before it, except
	 * for times.
	 */
	private static void requirePlain(String text, RuleSyntax.Names names, Predicate<String> reserved) {
		for (String path : names.paths()) {
			if (path.contains(".")) {
				throw refused(text, "reads '" + path + "': only plain variables can be read there", path);
			}
			if (reserved.test(path)) {
				throw refused(text, "reads '" + path + "', which is no variable of the process", path);
			}
		}
		Set<String> properties = names.properties();
		if (!properties.isEmpty()) {
			String property = properties.iterator().next();
			throw refused(text, "reads '" + property + "' of something that is no time", property);
		}
		if (!names.rules().isEmpty()) {
			throw refused(text, "calls a named rule, which only the Rule of a module can", RuleSyntax.CALL);
		}
	}

	private static RuleInvalid refused(String text, String problem, String word) {
		return new RuleInvalid(text, problem, RuleParser.positionOf(word, text));
	}

}
