package io.selfieregistration.request.process;

import java.util.Objects;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Begins every module: the request that it is called for is that of its business key, and
 * belongs to the workspace of its caller. Whoever draws a workflow could otherwise name
 * the request of somebody else.
 */
@Component
class RequireOwnRequestListener implements ExecutionListener {

	private final Requests requests;

	RequireOwnRequestListener(Requests requests) {
		this.requests = requests;
	}

	@Override
	public void notify(DelegateExecution execution) {
		String id = Variables.REQUEST_ID.find(execution)
			.orElseThrow(
					() -> new IllegalArgumentException("The variable 'requestId' was not handed over to the module"));
		if (!Objects.equals(id, execution.getProcessBusinessKey())) {
			throw new IllegalArgumentException("The variable 'requestId' is not the business key of the module");
		}
		Request request = this.requests.get(RequestId.of(id));
		if (execution.getTenantId() != null && !execution.getTenantId().equals(request.workspace())) {
			throw new IllegalArgumentException("The request " + id + " is not one of the workspace of its workflow");
		}
	}

}
