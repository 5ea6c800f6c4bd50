package io.selfieregistration.rule;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks FEEL in models that the process engine evaluates itself. There it could reach
 * the whole engine, so it is limited to the syntax of rules and to plain variables.
 */
public interface ModelFeel {

	/**
	 * Checks that an expression is FEEL at all.
	 * @throws RuleInvalid if it does not parse
	 */
	void parse(String expression);

	/**
	 * Checks an expression.
	 * @param reserved whether a name is something else than a variable
	 * @throws RuleInvalid if it does not parse, or reads or does anything else
	 */
	void check(String expression, Predicate<String> reserved);

	/**
	 * Checks the tests of one cell of a decision table.
	 * @param reserved whether a name is something else than a variable
	 * @throws RuleInvalid if they do not parse, or read or do anything else
	 */
	void checkTests(String tests, Predicate<String> reserved);

	/**
	 * Looks for a variable with text that an expression takes for something else, so that
	 * it can never be true.
	 * @param decides whether the value of the expression must be a Boolean
	 * @param texts the variables that hold text
	 * @throws RuleInvalid if the expression does not parse
	 */
	Optional<TextUse> textUse(String expression, boolean decides, Set<String> texts);

	/**
	 * Looks for the same in the tests of one cell of a decision table.
	 * @param input the expression that is tested
	 * @param texts the variables that hold text
	 * @throws RuleInvalid if one of them does not parse
	 */
	Optional<TextUse> textUse(String input, String tests, Set<String> texts);

	/**
	 * A variable with text that is taken for something else.
	 *
	 * @param kind what it is taken for, such as {@code a Boolean}
	 */
	record TextUse(String variable, String kind) {
	}

}
