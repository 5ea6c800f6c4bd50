package io.selfieregistration.rule;

import java.util.List;
import java.util.Map;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** The rule cannot be removed because other rules, applications or workflows use it. */
@ProblemStatus(status = 409, code = "rule_in_use")
public class RuleInUse extends RuntimeException implements Problem {

	private final List<String> places;

	RuleInUse(List<String> places) {
		super("The rule is used by " + String.join(", by ", places));
		this.places = List.copyOf(places);
	}

	/** Lists what uses it; each completes the sentence "It is used by …". */
	@Override
	public Map<String, Object> members() {
		return Map.of("used_by", this.places);
	}

}
