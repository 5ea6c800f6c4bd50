package io.selfieregistration.rule;

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

}
