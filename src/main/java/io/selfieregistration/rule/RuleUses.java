package io.selfieregistration.rule;

import java.util.List;

/**
 * Where rules are written down outside the catalogue, so that no rule is removed that one
 * of them calls. Each feature that has rules says where they are.
 */
public interface RuleUses {

	/** The rules that are decided for requests of a workspace. */
	List<Use> find(String workspace);

	/**
	 * A rule somewhere.
	 *
	 * @param place completes the sentence "It is used by …"
	 * @param expression the rule, which may not even parse
	 */
	record Use(String place, String expression) {
	}

}
