package io.selfieregistration.request;

import java.util.ArrayList;
import java.util.List;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.SettingsCheck;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.rule.RuleInvalid;

import org.springframework.stereotype.Component;

/** Checks whether requests of an application could run. */
@Component
class RequestCheck implements SettingsCheck {

	private final WorkflowCatalog workflows;

	private final RuleEvaluator rules;

	RequestCheck(WorkflowCatalog workflows, RuleEvaluator rules) {
		this.workflows = workflows;
		this.rules = rules;
	}

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		List<SettingProblem> problems = new ArrayList<>();
		checkWorkflow(workspace, "onboarding_workflow", settings.onboardingWorkflow(), problems);
		checkWorkflow(workspace, "verification_workflow", settings.verificationWorkflow(), problems);
		if (settings.gatepassRule() != null && !settings.gatepassRule().isBlank()) {
			try {
				this.rules.check(settings.gatepassRule(), workspace, null);
			}
			catch (RuleInvalid ex) {
				problems.add(new SettingProblem("gatepass_rule", "cannot be decided: " + ex.getMessage()));
			}
		}
		if (settings.showConsent() && !settings.consentTexts().containsKey("en")) {
			problems.add(new SettingProblem("consent_texts",
					"must hold a text in English ('en'), which is shown where no other fits"));
		}
		return problems;
	}

	private void checkWorkflow(String workspace, String field, String key, List<SettingProblem> problems) {
		if (key == null) {
			return;
		}
		this.workflows.find(workspace, key)
			.ifPresentOrElse((workflow) -> workflow.obstacles()
				.forEach((problem) -> problems.add(new SettingProblem(field, "cannot be attached: " + problem))),
					() -> problems.add(new SettingProblem(field, "names no deployed process: '" + key + "'")));
	}

}
