package io.selfieregistration.intake;

import java.util.List;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.SettingsCheck;
import io.selfieregistration.rule.RuleChecks;
import io.selfieregistration.rule.RuleInvalid;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Rejects gatepass rules that could not be evaluated for any request. Its problem is
 * listed before those that other features find.
 */
@Component
@Order(0)
class GatepassSettingsCheck implements SettingsCheck {

	private final RuleChecks rules;

	GatepassSettingsCheck(RuleChecks rules) {
		this.rules = rules;
	}

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		if (settings.gatepassRule() == null || settings.gatepassRule().isBlank()) {
			return List.of();
		}
		try {
			this.rules.check(workspace, settings.gatepassRule());
			return List.of();
		}
		catch (RuleInvalid ex) {
			return List.of(new SettingProblem("gatepass_rule", "is not valid: " + ex.getMessage()));
		}
	}

}
