package io.selfieregistration.rule;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Checks rules that are not in the catalogue, before they are saved elsewhere. */
@Component
public class RuleChecks {

	private final RuleStore store;

	private final RuleEvaluator evaluator;

	RuleChecks(RuleStore store, RuleEvaluator evaluator) {
		this.store = store;
		this.evaluator = evaluator;
	}

	/**
	 * Checks a rule. The rules that it calls stay until the current transaction ends.
	 * @throws RuleInvalid if the rule could be decided for no request at all
	 */
	@Transactional(noRollbackFor = RuleInvalid.class)
	public void check(String workspace, String expression) {
		this.store.lockShared(workspace);
		this.evaluator.check(expression, workspace, null);
	}

}
