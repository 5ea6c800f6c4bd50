package io.selfieregistration.rule;

import java.util.Map;
import java.util.Set;

/**
 * Decides rules. The work of a rule is bounded: in its length, in what it may consist of,
 * and in the time that it computes, so that no rule can hold up anything else.
 */
public interface RuleEvaluator {

	/** Longest rule, in bytes of UTF-8. */
	int LENGTH_LIMIT = 4096;

	/**
	 * Decides one rule.
	 * @param rule a FEEL expression
	 * @param context what the rule can read: text, numbers, Booleans, times, lists and
	 * maps of them, by name
	 * @param workspace whose named rules it can call
	 * @throws RuleInvalid if the rule could be decided in no context at all
	 * @throws RuleBroken if it reads a name that is not in the context, yields anything
	 * but true or false, computes for too long, or calls a rule that does
	 */
	RuleDecision decide(String rule, Map<String, Object> context, String workspace);

	/**
	 * Checks a rule without deciding it, before it is saved.
	 * @param workspace whose named rules it can call
	 * @param name under which it will be called, or null; it must not lead back to itself
	 * @throws RuleInvalid if the rule could be decided for no request at all
	 */
	void check(String rule, String workspace, String name);

	/**
	 * The names of the rules that a rule calls itself.
	 * @throws RuleInvalid if the rule does not parse or uses what rules may not use
	 */
	Set<String> namedRules(String rule);

}
