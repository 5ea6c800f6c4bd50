package io.selfieregistration.request.process;

import java.util.Objects;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import io.selfieregistration.workflow.process.StartRefused;

import org.springframework.stereotype.Component;

/**
 * Runs at the start of every module: the request must be that of the business key, and
 * belong to the workspace (tenant) of the caller. Otherwise a deployer could access
 * requests of other workspaces.
 */
@Component
class RequireOwnRequestListener implements ExecutionListener {

	private final Requests requests;

	RequireOwnRequestListener(Requests requests) {
		this.requests = requests;
	}

	@Override
	public void notify(DelegateExecution execution) {
		String id = requestId(execution);
		if (!Objects.equals(id, execution.getProcessBusinessKey())) {
			throw new StartRefused("The variable 'requestId' is not the business key of the module");
		}
		Request request = request(id);
		if (execution.getTenantId() != null && !execution.getTenantId().equals(request.workspace())) {
			throw new StartRefused("The request " + id + " is not one of the workspace of its workflow");
		}
	}

	private static String requestId(DelegateExecution execution) {
		try {
			return Variables.REQUEST_ID.find(execution)
				.orElseThrow(() -> new StartRefused("The variable 'requestId' was not handed over to the module"));
		}
		catch (IllegalStateException ex) {
			throw new StartRefused(ex.getMessage());
		}
	}

	private Request request(String id) {
		try {
			return this.requests.get(RequestId.of(id));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new StartRefused(ex.getMessage());
		}
	}

}
