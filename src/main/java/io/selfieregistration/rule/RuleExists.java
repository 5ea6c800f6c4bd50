package io.selfieregistration.rule;

/** The name is taken. */
public class RuleExists extends Exception {

	public RuleExists() {
		super("There is a rule with this name already");
	}

}
