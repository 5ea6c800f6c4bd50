package io.selfieregistration.rule;

import io.selfieregistration.web.ProblemStatus;

/** A rule with this name exists already in the workspace. */
@ProblemStatus(status = 409, code = "rule_exists")
public class RuleExists extends RuntimeException {

	public RuleExists() {
		super("There is a rule with this name already");
	}

}
