package io.selfieregistration.workflow;

import java.util.List;
import java.util.stream.Stream;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.SettingsCheck;

import org.springframework.stereotype.Component;

/** Rejects workflows that cannot run for an application. */
@Component
class WorkflowSettingsCheck implements SettingsCheck {

	private final WorkflowCatalog catalog;

	WorkflowSettingsCheck(WorkflowCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		return Stream
			.concat(check("onboarding_workflow", workspace, settings.onboardingWorkflow()),
					check("verification_workflow", workspace, settings.verificationWorkflow()))
			.toList();
	}

	private Stream<SettingProblem> check(String field, String workspace, String key) {
		if (key == null) {
			return Stream.empty();
		}
		return this.catalog.find(workspace, key)
			.map(DeployedWorkflow::obstacles)
			.orElse(List.of("No process with the key '" + key + "' is deployed"))
			.stream()
			.map((obstacle) -> new SettingProblem(field, "cannot be attached: " + obstacle));
	}

}
