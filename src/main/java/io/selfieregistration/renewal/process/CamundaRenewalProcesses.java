package io.selfieregistration.renewal.process;

import org.camunda.bpm.engine.RuntimeService;

import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.renewal.RenewalProcesses;
import io.selfieregistration.request.process.InstanceWorkspaces;

import org.springframework.stereotype.Component;

/** Runs renewals in the Camunda engine. */
@Component
class CamundaRenewalProcesses implements RenewalProcesses {

	private final RuntimeService runtime;

	private final InstanceWorkspaces workspaces;

	private final EngineUsers users;

	CamundaRenewalProcesses(RuntimeService runtime, InstanceWorkspaces workspaces, EngineUsers users) {
		this.runtime = runtime;
		this.workspaces = workspaces;
		this.users = users;
	}

	@Override
	public void start(String workspace, String id) {
		this.users.runAsService(() -> this.workspaces.startFor(workspace,
				() -> this.runtime.createProcessInstanceByKey(RenewTemplatesProcess.KEY)
					.processDefinitionWithoutTenantId()
					.businessKey(id)
					.execute()));
	}

}
