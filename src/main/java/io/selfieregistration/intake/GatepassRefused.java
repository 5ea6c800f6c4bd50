package io.selfieregistration.intake;

import java.util.Map;

import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/**
 * The gatepass rule of the application is not satisfied. The response carries the
 * decision, as there is no request to read it from.
 */
@ProblemStatus(status = 403, code = "gatepass_refused")
public final class GatepassRefused extends RequestRefused implements Problem {

	private final transient String rule;

	private final transient RuleDecision decision;

	GatepassRefused(String rule, RuleDecision decision) {
		super("The gatepass rule of the application is not satisfied");
		this.rule = rule;
		this.decision = decision;
	}

	@Override
	public Map<String, Object> members() {
		return Map.of("decision", Map.of("rule", this.rule, "inputs", this.decision.inputs(), "outcome", false));
	}

}
