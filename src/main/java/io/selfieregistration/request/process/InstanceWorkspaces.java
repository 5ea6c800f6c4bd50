package io.selfieregistration.request.process;

import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Variables;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Says which workspace an instance of a shared process belongs to: that of its request.
 * So the engine shows it to users of that workspace only, though all share the process. A
 * module belongs to the workspace of its caller.
 */
@Component
class InstanceWorkspaces implements TenantIdProvider {

	private final ThreadLocal<String> starting = new ThreadLocal<>();

	private final ObjectProvider<Applications> applications;

	/** The engine comes before what it asks. */
	InstanceWorkspaces(ObjectProvider<Applications> applications) {
		this.applications = applications;
	}

	/** Starts something for a workspace. */
	<T> T startFor(String workspace, Supplier<T> start) {
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

	/** When it is started in the engine, only its variables say what it is for. */
	private String workspaceOf(TenantIdProviderProcessInstanceContext context) {
		Object application = (context.getVariables() != null)
				? context.getVariables().get(Variables.APPLICATION_ID.name()) : null;
		return (application instanceof String id)
				? this.applications.getObject().find(id).map(Application::workspace).orElse(null) : null;
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
