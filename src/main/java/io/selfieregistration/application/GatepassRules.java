package io.selfieregistration.application;

import java.util.ArrayList;
import java.util.List;

import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.RuleUses;
import io.selfieregistration.rule.Rules;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The gatepass rules of applications: valid when they are saved, and known to be used.
 */
@Component
class GatepassRules implements SettingsCheck, RuleUses {

	private static final int PAGE = 200;

	private final ApplicationStore applications;

	private final ObjectProvider<Rules> rules;

	/** The rules ask who uses them, so they come later. */
	GatepassRules(ApplicationStore applications, ObjectProvider<Rules> rules) {
		this.applications = applications;
		this.rules = rules;
	}

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		if (settings.gatepassRule() == null || settings.gatepassRule().isBlank()) {
			return List.of();
		}
		try {
			this.rules.getObject().check(workspace, settings.gatepassRule());
			return List.of();
		}
		catch (RuleInvalid ex) {
			return List.of(new SettingProblem("gatepass_rule", "is not valid: " + ex.getMessage()));
		}
	}

	@Override
	public List<Use> find(String workspace) {
		List<Use> uses = new ArrayList<>();
		String after = "";
		List<Application> page;
		do {
			page = this.applications.list(workspace, after, PAGE);
			for (Application application : page) {
				if (application.settings().gatepassRule() != null) {
					uses.add(new Use("the gatepass rule of the application '" + application.id() + "'",
							application.settings().gatepassRule()));
				}
				after = application.id();
			}
		}
		while (page.size() == PAGE);
		return uses;
	}

}
