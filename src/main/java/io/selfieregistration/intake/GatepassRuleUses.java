package io.selfieregistration.intake;

import java.util.ArrayList;
import java.util.List;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationStore;
import io.selfieregistration.rule.RuleUses;

import org.springframework.stereotype.Component;

/** Finds the named rules that gatepass rules of applications call. */
@Component
class GatepassRuleUses implements RuleUses {

	private static final int PAGE = 200;

	private final ApplicationStore applications;

	GatepassRuleUses(ApplicationStore applications) {
		this.applications = applications;
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
