package io.selfieregistration.request.process;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import io.selfieregistration.workflow.process.EngineExtensions;

import org.springframework.stereotype.Component;

/** Registers the parse listener of requests and the tenant provider. */
@Component
class RequestEnginePlugin extends AbstractProcessEnginePlugin {

	private final InstanceWorkspaces workspaces;

	RequestEnginePlugin(InstanceWorkspaces workspaces) {
		this.workspaces = workspaces;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		EngineExtensions.addParseListener(configuration, new RequestParseListener());
		configuration.setTenantIdProvider(this.workspaces);
	}

}
