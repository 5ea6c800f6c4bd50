package io.selfieregistration.rule.feel;

import java.time.Clock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.selfieregistration.rule.RuleStore;

/** What tests of rules share. */
final class FeelFixtures {

	private FeelFixtures() {
	}

	/** An evaluator as the product wires it. */
	static FeelRuleEvaluator evaluator(RuleStore store, Clock clock) {
		BoundedWork bounded = new BoundedWork();
		return new FeelRuleEvaluator(store, new RuleParser(bounded), bounded, clock, new SimpleMeterRegistry());
	}

}
