package io.selfieregistration.operator.process;

import java.util.Map;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;

import org.springframework.stereotype.Component;

/**
 * Makes the workspace, the groups and the list of tasks that every installation has.
 */
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
		if (makeGroup(identity, CamundaEngineUsers.OPERATORS, "Operators of Selfie Registration")) {
			letSeeTasks(engine);
		}
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

	/**
	 * Tasklist is empty without a filter. This one shows everybody the tasks that the
	 * engine lets them see. Made with the groups only: an administrator may take it away.
	 */
	private static void letSeeTasks(ProcessEngine engine) {
		FilterService filters = engine.getFilterService();
		Filter filter = filters.newTaskFilter("All tasks");
		filter.setQuery(engine.getTaskService().createTaskQuery());
		filter.setProperties(
				Map.of("description", "The tasks that you may work on or see", "priority", 0, "refresh", true));
		filters.saveFilter(filter);
		AuthorizationService authorizations = engine.getAuthorizationService();
		Authorization everybody = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
		everybody.setResource(Resources.FILTER);
		everybody.setResourceId(filter.getId());
		everybody.addPermission(Permissions.READ);
		authorizations.saveAuthorization(everybody);
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
