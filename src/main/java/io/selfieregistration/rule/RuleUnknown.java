package io.selfieregistration.rule;

/** There is no such rule in the workspace. */
public class RuleUnknown extends Exception {

	public RuleUnknown() {
		super("There is no such rule");
	}

}
