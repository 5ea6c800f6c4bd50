package io.selfieregistration.rule;

/**
 * A rule can never be decided, whatever it reads: it does not parse, uses what rules may
 * not use, or calls a rule that does not exist or leads back to it.
 */
public class RuleInvalid extends RuleBroken {

	public RuleInvalid(String rule, String problem) {
		super(rule, problem);
	}

	/**
	 * @param position where in the rule it is, or null if that is not known
	 */
	public RuleInvalid(String rule, String problem, Position position) {
		super(rule, problem, position);
	}

}
