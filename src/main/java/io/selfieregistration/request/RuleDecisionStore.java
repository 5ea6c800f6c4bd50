package io.selfieregistration.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.selfieregistration.platform.Coded;

/** Stores the decisions of rules and their inputs. */
public interface RuleDecisionStore {

	/**
	 * Records the decision of a rule.
	 * @param id null if no request was created
	 * @param rule null if there is none
	 */
	void add(RequestId id, String applicationId, RuleUse use, boolean enabled, String rule, Map<String, Object> inputs,
			boolean outcome, Instant at);

	/** Lists the rule decisions of a request in order. */
	List<KeptRuleDecision> list(RequestId id);

	/** Where a rule was evaluated. */
	enum RuleUse implements Coded {

		/** As the gatepass, before a request is created. */
		GATEPASS,

		/** As the rule of a module, in the workflow of a request. */
		MODULE

	}

	/**
	 * A recorded rule decision.
	 *
	 * @param enabled whether the module was switched on
	 * @param rule null if there was none
	 * @param inputs what the rule read, by path
	 */
	record KeptRuleDecision(RuleUse use, boolean enabled, String rule, Map<String, Object> inputs, boolean outcome,
			Instant decidedAt) {
	}

}
