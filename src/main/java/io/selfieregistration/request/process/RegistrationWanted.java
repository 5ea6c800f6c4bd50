package io.selfieregistration.request.process;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.RuleContext;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;

import org.springframework.stereotype.Component;

/**
 * Decides {@code gateway_registrationWanted}: whether the module is enabled and its rule
 * satisfied. The decision is kept with the request.
 */
@Component
class RegistrationWanted {

	private final Requests requests;

	private final Applications applications;

	private final RuleEvaluator rules;

	private final Clock clock;

	RegistrationWanted(Requests requests, Applications applications, RuleEvaluator rules, Clock clock) {
		this.requests = requests;
		this.applications = applications;
		this.rules = rules;
		this.clock = clock;
	}

	/**
	 * @param enabled the text {@code true} or {@code false}; null or blank means true
	 * @param rule a FEEL expression; null or blank means always
	 * @throws RuleBroken if the rule cannot be decided
	 * @throws IllegalArgumentException if {@code enabled} is any other text
	 */
	boolean decide(String requestId, String enabled, String rule) {
		if (requestId == null) {
			throw new IllegalArgumentException("The variable 'requestId' was not handed over to the module");
		}
		Request request = this.requests.get(RequestId.of(requestId));
		if (!isEnabled(enabled)) {
			this.requests.keepRuleDecision(request, false, rule, Map.of(), false);
			return false;
		}
		if (rule == null || rule.isBlank()) {
			this.requests.keepRuleDecision(request, true, null, Map.of(), true);
			return true;
		}
		Application application = this.applications.get(request.applicationId());
		Instant registeredAt = this.requests.user(request.workspace(), request.userId()).registeredAt();
		RuleDecision decision = this.rules.decide(rule,
				RuleContext.of(request, application, registeredAt, this.clock.instant()), request.workspace());
		this.requests.keepRuleDecision(request, true, rule, decision.inputs(), decision.satisfied());
		return decision.satisfied();
	}

	private static boolean isEnabled(String enabled) {
		try {
			return enabled == null || enabled.isBlank() || ModuleSettings.enabled(enabled);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'selfieEnabled' is neither true nor false", ex);
		}
	}

}
