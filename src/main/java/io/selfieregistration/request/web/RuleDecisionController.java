package io.selfieregistration.request.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.selfieregistration.application.Application;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.RuleDecisionStore.KeptRuleDecision;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * API for the rule decisions of a request: why it was permitted, or its module skipped.
 */
@RestController
class RuleDecisionController {

	private final Requests requests;

	RuleDecisionController(Requests requests) {
		this.requests = requests;
	}

	/** Lists the rule decisions of a request in order. */
	@GetMapping("/api/v1/requests/{id}/decisions")
	DecisionList list(@AuthenticationPrincipal Application application, @PathVariable String id) throws RequestUnknown {
		RequestId request = RequestId.parse(id).orElseThrow(RequestUnknown::new);
		this.requests.find(application.id(), request);
		return new DecisionList(this.requests.ruleDecisions(request).stream().map(DecisionAnswer::of).toList());
	}

	/** Decisions in the order they were made. */
	record DecisionList(List<DecisionAnswer> decisions) {
	}

	/**
	 * A rule decision.
	 *
	 * @param kind {@code gatepass} or {@code module}
	 * @param enabled whether the module was switched on
	 * @param rule absent if there was none
	 * @param inputs what it read, by path, and the named rules that it called
	 * @param outcome whether it was satisfied; without a rule, whether the module ran
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record DecisionAnswer(String kind, boolean enabled, String rule, Map<String, Object> inputs, boolean outcome,
			Instant decidedAt) {

		static DecisionAnswer of(KeptRuleDecision decision) {
			return new DecisionAnswer(decision.use().code(), decision.enabled(), decision.rule(), decision.inputs(),
					decision.outcome(), decision.decidedAt());
		}

	}

}
