package io.selfieregistration.rule;

import java.util.Map;

/**
 * The result of a rule.
 *
 * @param inputs the values that the rule and the rules called by it read, by their path
 * in the context; and of each rule that it called, as {@code rule("name")}, the
 * {@code version} and whether it was {@code satisfied}
 */
public record RuleDecision(boolean satisfied, Map<String, Object> inputs) {

	@Override
	public String toString() {
		return "RuleDecision[" + this.satisfied + "]";
	}

}
