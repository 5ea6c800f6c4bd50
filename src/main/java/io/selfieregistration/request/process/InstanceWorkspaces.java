package io.selfieregistration.request.process;

import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.variable.VariableMap;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestStore;
import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Tenant provider: assigns an instance of a shared process to the workspace of its
 * request, so that the engine shows it only to users of that workspace. A module belongs
 * to the workspace of its caller.
 */
@Component
public class InstanceWorkspaces implements TenantIdProvider {

	private final ThreadLocal<String> starting = new ThreadLocal<>();

	/** Starts a process for a workspace. */
	public <T> T startFor(String workspace, Supplier<T> start) {
		this.starting.set(workspace);
		try {
			return start.get();
		}
		finally {
			this.starting.remove();
		}
	}

	@Override
	public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
		if (context.getSuperExecution() != null) {
			return context.getSuperExecution().getTenantId();
		}
		String workspace = this.starting.get();
		return (workspace != null) ? workspace : workspaceOf(context);
	}

	/** Otherwise only the variables tell the workspace. */
	private String workspaceOf(TenantIdProviderProcessInstanceContext context) {
		VariableMap variables = context.getVariables();
		if (variables == null) {
			return null;
		}
		if (variables.get(Variables.APPLICATION_ID.name()) instanceof String id) {
			return EngineExtensions.bean(Applications.class).find(id).map(Application::workspace).orElse(null);
		}
		return (variables.get(Variables.REQUEST_ID.name()) instanceof String id) ? RequestId.parse(id)
			.flatMap(EngineExtensions.bean(RequestStore.class)::find)
			.map(Request::workspace)
			.orElse(null) : null;
	}

	@Override
	public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
		return null;
	}

	@Override
	public String provideTenantIdForHistoricDecisionInstance(TenantIdProviderHistoricDecisionInstanceContext context) {
		return (context.getExecution() != null) ? context.getExecution().getTenantId() : null;
	}

}
