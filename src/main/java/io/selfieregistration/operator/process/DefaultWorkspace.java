package io.selfieregistration.operator.process;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;

import org.springframework.stereotype.Component;

/** Makes the workspace and the groups that every installation has. */
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
		makeGroup(identity, CamundaEngineUsers.OPERATORS, "Operators of Selfie Registration");
		makeGroup(identity, CamundaEngineUsers.PHOTO_VIEWERS, "Who may look at photos of people");
		if (makeGroup(identity, CamundaEngineUsers.DEPLOYERS, "Deployers of Selfie Registration")) {
			letDeploy(engine.getAuthorizationService());
		}
	}

	/**
	 * @return whether it was not there
	 */
	private static boolean makeGroup(IdentityService identity, String id, String name) {
		if (identity.createGroupQuery().groupId(id).count() > 0) {
			return false;
		}
		Group group = identity.newGroup(id);
		group.setName(name);
		group.setType("WORKFLOW");
		identity.saveGroup(group);
		return true;
	}

	/** Made with the group only: what an administrator takes away stays away. */
	private static void letDeploy(AuthorizationService authorizations) {
		Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		grant.setGroupId(CamundaEngineUsers.DEPLOYERS);
		grant.setResource(Resources.DEPLOYMENT);
		grant.setResourceId(Authorization.ANY);
		grant.addPermission(Permissions.CREATE);
		authorizations.saveAuthorization(grant);
	}

}
