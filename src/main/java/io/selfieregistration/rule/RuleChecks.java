package io.selfieregistration.rule;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Validates rules outside the catalogue before they are saved. */
@Component
public class RuleChecks {

	private final RuleStore store;

	private final RuleEvaluator evaluator;

	RuleChecks(RuleStore store, RuleEvaluator evaluator) {
		this.store = store;
		this.evaluator = evaluator;
	}

	/**
	 * Checks a rule. Locks the rules that it calls until the current transaction ends.
	 * @throws RuleInvalid if the rule could not be evaluated for any request
	 */
	@Transactional(noRollbackFor = RuleInvalid.class)
	public void check(String workspace, String expression) {
		this.store.lockShared(workspace);
		this.evaluator.check(expression, workspace, null);
	}

}
