package io.selfieregistration.request;

import io.selfieregistration.rule.RuleDecision;

/** The application's gatepass rule does not let a request start. */
public class GatepassRefused extends Exception {

	private final transient String rule;

	private final transient RuleDecision decision;

	GatepassRefused(String rule, RuleDecision decision) {
		super("The gatepass rule of the application is not satisfied");
		this.rule = rule;
		this.decision = decision;
	}

	public String rule() {
		return this.rule;
	}

	public RuleDecision decision() {
		return this.decision;
	}

}
