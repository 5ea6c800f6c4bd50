package io.selfieregistration.rule;

import java.util.Map;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/**
 * A rule can never be evaluated, whatever its context: it does not parse, uses what rules
 * may not use, or calls a rule that does not exist or leads back to it.
 */
@ProblemStatus(status = 422, code = "rule_invalid")
public class RuleInvalid extends RuleBroken implements Problem {

	public RuleInvalid(String rule, String problem) {
		super(rule, problem);
	}

	/**
	 * @param position where in the rule it is, or null if that is not known
	 */
	public RuleInvalid(String rule, String problem, Position position) {
		super(rule, problem, position);
	}

	@Override
	public Map<String, Object> members() {
		return position().<Map<String, Object>>map((place) -> Map.of("line", place.line(), "column", place.column()))
			.orElse(Map.of());
	}

}
