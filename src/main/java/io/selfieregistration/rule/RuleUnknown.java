package io.selfieregistration.rule;

import io.selfieregistration.web.ProblemStatus;

/** The workspace has no rule with this name. */
@ProblemStatus(status = 404, code = "rule_unknown")
public class RuleUnknown extends RuntimeException {

	public RuleUnknown() {
		super("There is no such rule");
	}

}
