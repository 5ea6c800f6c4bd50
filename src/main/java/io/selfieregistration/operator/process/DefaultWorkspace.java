package io.selfieregistration.operator.process;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;

import org.springframework.stereotype.Component;

/** Makes the workspace and the group that every installation has. */
@Component
class DefaultWorkspace extends AbstractProcessEnginePlugin {

	private static final String WORKSPACE = "default";

	@Override
	public void postProcessEngineBuild(ProcessEngine engine) {
		IdentityService identity = engine.getIdentityService();
		if (identity.createTenantQuery().tenantId(WORKSPACE).count() == 0) {
			Tenant tenant = identity.newTenant(WORKSPACE);
			tenant.setName("Default");
			identity.saveTenant(tenant);
		}
		if (identity.createGroupQuery().groupId(CamundaEngineUsers.OPERATORS).count() == 0) {
			Group group = identity.newGroup(CamundaEngineUsers.OPERATORS);
			group.setName("Operators of Selfie Registration");
			group.setType("WORKFLOW");
			identity.saveGroup(group);
		}
	}

}
