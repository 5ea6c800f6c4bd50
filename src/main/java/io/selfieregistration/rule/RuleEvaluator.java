package io.selfieregistration.rule;

import java.util.Map;

/** Decides rules. */
public interface RuleEvaluator {

	/**
	 * Decides one rule.
	 * @param rule a FEEL expression
	 * @param context what the rule can read: text, numbers, Booleans, times, lists and
	 * maps of them, by name
	 * @throws RuleBroken if the rule does not parse, uses what rules may not use, reads a
	 * name that is not in the context, or yields anything but true or false
	 */
	RuleDecision decide(String rule, Map<String, Object> context);

	/**
	 * Checks a rule without deciding it.
	 * @throws RuleBroken if the rule does not parse or uses what rules may not use
	 */
	void check(String rule);

}
