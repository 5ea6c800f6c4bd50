package io.selfieregistration.rule;

import java.util.List;

/**
 * Finds rules outside the catalogue, so that no rule that one of them calls is removed.
 * Each feature that holds rules implements it.
 */
public interface RuleUses {

	/** Finds the rules that are evaluated for requests of a workspace. */
	List<Use> find(String workspace);

	/**
	 * A rule outside the catalogue.
	 *
	 * @param place completes the sentence "It is used by …"
	 * @param expression the rule, which may not even parse
	 */
	record Use(String place, String expression) {
	}

}
