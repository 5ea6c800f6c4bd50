package io.selfieregistration.rule;

import io.selfieregistration.web.ProblemStatus;

/** The rule was changed since the caller read it. */
@ProblemStatus(status = 412, code = "precondition_failed")
public class RuleChanged extends RuntimeException {

	public RuleChanged() {
		super("The rule was changed since it was read; read it again");
	}

}
