package io.selfieregistration.rule;

import java.util.Map;

/**
 * What a rule came to.
 *
 * @param inputs the values that the rule reads, by their path in the context
 */
public record RuleDecision(boolean satisfied, Map<String, Object> inputs) {

	@Override
	public String toString() {
		return "RuleDecision[" + this.satisfied + "]";
	}

}
