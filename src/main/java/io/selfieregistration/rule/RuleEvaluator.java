package io.selfieregistration.rule;

import java.util.Map;
import java.util.Set;

/**
 * Evaluates rules. The work of a rule is bounded in length, syntax and computing time, so
 * that no rule can block other work.
 */
public interface RuleEvaluator {

	/** Maximum length of a rule, in bytes of UTF-8. */
	int LENGTH_LIMIT = 4096;

	/**
	 * Evaluates a rule.
	 * @param rule a FEEL expression
	 * @param context what the rule can read: text, numbers, Booleans, times, lists and
	 * maps of them, by name
	 * @param workspace whose named rules it can call
	 * @throws RuleInvalid if the rule could not be evaluated in any context
	 * @throws RuleBroken if it reads a name that is not in the context, yields anything
	 * but true or false, computes for too long, or calls a rule that does
	 */
	RuleDecision decide(String rule, Map<String, Object> context, String workspace);

	/**
	 * Checks a rule without evaluating it, before it is saved.
	 * @param workspace whose named rules it can call
	 * @param name under which it will be called, or null; it must not lead back to itself
	 * @throws RuleInvalid if the rule could not be evaluated for any request
	 */
	void check(String rule, String workspace, String name);

	/**
	 * Returns the names of the rules that a rule calls directly.
	 * @throws RuleInvalid if the rule does not parse or uses what rules may not use
	 */
	Set<String> namedRules(String rule);

}
