package io.selfieregistration.rule;

/** Somebody changed the rule since the caller read it. */
public class RuleChanged extends Exception {

	public RuleChanged() {
		super("The rule was changed since it was read; read it again");
	}

}
