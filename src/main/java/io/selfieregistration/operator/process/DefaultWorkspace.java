package io.selfieregistration.operator.process;

import java.util.Map;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.stereotype.Component;

/**
 * Creates the default workspace (tenant), the groups and the task filter of an
 * installation.
 */
@Component
class DefaultWorkspace extends AbstractProcessEnginePlugin {

	private static final String WORKSPACE = "default";

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setResourceAuthorizationProvider(new StartPermissions());
	}

	@Override
	public void postProcessEngineBuild(ProcessEngine engine) {
		IdentityService identity = engine.getIdentityService();
		if (identity.createTenantQuery().tenantId(WORKSPACE).count() == 0) {
			Tenant tenant = identity.newTenant(WORKSPACE);
			tenant.setName("Default");
			identity.saveTenant(tenant);
		}
		if (makeGroup(identity, CamundaEngineUsers.OPERATORS, "Operators of Selfie Registration")) {
			createTaskFilter(engine);
		}
		makeGroup(identity, CamundaEngineUsers.PHOTO_VIEWERS, "Who may look at photos of people");
		if (makeGroup(identity, CamundaEngineUsers.DEPLOYERS, "Deployers of Selfie Registration")) {
			grantDeployment(engine.getAuthorizationService());
		}
	}

	/**
	 * @return whether it was created
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
	 * Creates a filter for Tasklist, which is empty without one. It shows users the tasks
	 * that the engine lets them see. Created only with the groups, so that an
	 * administrator can remove it.
	 */
	private static void createTaskFilter(ProcessEngine engine) {
		FilterService filters = engine.getFilterService();
		Filter filter = filters.newTaskFilter("All tasks");
		filter.setQuery(engine.getTaskService().createTaskQuery());
		filter.setProperties(
				Map.of("description", "The tasks that you may work on or see", "priority", 0, "refresh", true));
		filters.saveFilter(filter);
		AuthorizationService authorizations = engine.getAuthorizationService();
		Authorization everyUser = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
		everyUser.setResource(Resources.FILTER);
		everyUser.setResourceId(filter.getId());
		everyUser.addPermission(Permissions.READ);
		authorizations.saveAuthorization(everyUser);
	}

	/**
	 * Grants the permissions to deploy, and to see what was deployed; the engine keeps
	 * them to the workspaces of the user. Only with the group, so that an administrator
	 * can revoke it. {@link StartPermissions} adds that to start what was deployed.
	 */
	private static void grantDeployment(AuthorizationService authorizations) {
		grant(authorizations, Resources.DEPLOYMENT, Permissions.CREATE, Permissions.READ);
		grant(authorizations, Resources.PROCESS_DEFINITION, Permissions.READ);
		grant(authorizations, Resources.DECISION_DEFINITION, Permissions.READ);
		grant(authorizations, Resources.PROCESS_INSTANCE, Permissions.CREATE);
	}

	private static void grant(AuthorizationService authorizations, Resource resource, Permission... permissions) {
		Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		grant.setGroupId(CamundaEngineUsers.DEPLOYERS);
		grant.setResource(resource);
		grant.setResourceId(Authorization.ANY);
		for (Permission permission : permissions) {
			grant.addPermission(permission);
		}
		authorizations.saveAuthorization(grant);
	}

}
