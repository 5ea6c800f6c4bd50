package io.selfieregistration.operator.process;

import java.util.Optional;
import java.util.stream.Stream;

import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/**
 * Lets deployers start what is deployed into a workspace, and only that: a permission for
 * all definitions would include the processes that the service runs for itself.
 */
class StartPermissions extends DefaultAuthorizationProvider {

	@Override
	public AuthorizationEntity[] newProcessDefinition(ProcessDefinition definition) {
		AuthorizationEntity[] others = super.newProcessDefinition(definition);
		if (definition.getTenantId() == null) {
			return others;
		}
		AuthorizationEntity start = Optional
			.ofNullable(getGrantAuthorizationByGroupId(CamundaEngineUsers.DEPLOYERS, Resources.PROCESS_DEFINITION,
					definition.getKey()))
			.orElseGet(() -> createGrantAuthorization(null, CamundaEngineUsers.DEPLOYERS, Resources.PROCESS_DEFINITION,
					definition.getKey()));
		start.addPermission(Permissions.CREATE_INSTANCE);
		return Stream.concat((others != null) ? Stream.of(others) : Stream.empty(), Stream.of(start))
			.toArray(AuthorizationEntity[]::new);
	}

}
