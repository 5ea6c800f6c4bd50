package io.selfieregistration.operator.process;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;

/**
 * Restricts deployments to the workspaces (tenants) of the user, which the engine does
 * not check. Shared models are deployed by administrators and by users without a
 * workspace.
 */
class DeploymentTenantCheck implements Deployer {

	@Override
	public void deploy(DeploymentEntity deployment) {
		if (deployment.isNew() && !mayDeployFor(deployment.getTenantId())) {
			throw new AuthorizationException((deployment.getTenantId() == null)
					? "The deployment has no tenant: fill in your workspace as Tenant ID"
					: "The user may deploy into the user's own workspaces only");
		}
	}

	private static boolean mayDeployFor(String workspace) {
		CommandContext command = Context.getCommandContext();
		if (!command.getTenantManager().isTenantCheckEnabled()) {
			return true;
		}
		Authentication user = command.getAuthentication();
		boolean belongsToNone = user.getTenantIds() == null || user.getTenantIds().isEmpty();
		return (workspace != null) ? command.getTenantManager().isAuthenticatedTenant(workspace) : belongsToNone;
	}

}
