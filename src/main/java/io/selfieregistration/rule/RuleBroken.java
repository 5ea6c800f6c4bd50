package io.selfieregistration.rule;

/**
 * A rule cannot be decided. The message quotes the rule and says what is wrong and where,
 * but no value that it read.
 */
public class RuleBroken extends RuntimeException {

	public RuleBroken(String rule, String problem) {
		super("The rule '" + rule + "' " + problem);
	}

}
