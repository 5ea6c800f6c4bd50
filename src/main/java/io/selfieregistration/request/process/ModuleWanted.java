package io.selfieregistration.request.process;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.ModuleRuns.DecidedBefore;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.RuleContext;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleDecision;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.workflow.ModuleSettings;

import org.springframework.stereotype.Component;

/**
 * Decides the first gateway of every module: whether it is enabled, its rule satisfied,
 * and whether there is anything to wait for. The decision is recorded with the request.
 */
@Component
class ModuleWanted {

	private final Requests requests;

	private final ModuleRuns runs;

	private final Applications applications;

	private final RuleEvaluator rules;

	private final List<DecidedBefore> before;

	private final Clock clock;

	ModuleWanted(Requests requests, ModuleRuns runs, Applications applications, RuleEvaluator rules,
			List<DecidedBefore> before, Clock clock) {
		this.requests = requests;
		this.runs = runs;
		this.applications = applications;
		this.rules = rules;
		this.before = List.copyOf(before);
		this.clock = clock;
	}

	/**
	 * Starts the run of the module, and decides it if there is nothing to wait for.
	 * @param module its key
	 * @param processInstanceId of the module
	 * @param enabled the text {@code true} or {@code false}; null or blank means true
	 * @param rule a FEEL expression; null or blank means always
	 * @return whether the person is asked for a selfie
	 * @throws RuleBroken if the rule cannot be evaluated
	 * @throws IllegalArgumentException if {@code enabled} is any other text
	 * @throws IllegalStateException if another module of the request runs
	 */
	boolean decide(String module, String requestId, String processInstanceId, String enabled, String rule) {
		if (requestId == null) {
			throw new IllegalArgumentException("The variable 'requestId' was not handed over to the module");
		}
		RequestId id = RequestId.of(requestId);
		ModuleRun run = this.runs.start(id, module, processInstanceId);
		if (run.decision() == Decision.CANCELLED) {
			return false;
		}
		Request request = this.requests.get(id);
		if (!isSatisfied(request, enabled, rule)) {
			return false;
		}
		Optional<Decision> decided = this.before.stream()
			.filter((candidate) -> candidate.module().equals(module))
			.flatMap((candidate) -> candidate.decide(request, run).stream())
			.findFirst();
		decided.ifPresent((decision) -> this.runs.decide(run.id(), decision));
		return decided.isEmpty();
	}

	/** Finds how the latest run of the request was decided before it waited. */
	Optional<Decision> decidedBefore(String requestId) {
		return this.requests.get(RequestId.of(requestId)).run().map(ModuleRun::decision);
	}

	private boolean isSatisfied(Request request, String enabled, String rule) {
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
