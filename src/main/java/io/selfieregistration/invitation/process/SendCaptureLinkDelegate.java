package io.selfieregistration.invitation.process;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.invitation.CaptureLinks.Dispatch;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.workflow.ModuleSettings;
import io.selfieregistration.workflow.process.ProcessVariable;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Errors;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_sendCaptureLink}. May run twice: a message sent before a
 * node crashed is followed by another with a newer link.
 */
@Component
class SendCaptureLinkDelegate implements JavaDelegate {

	private final CaptureLinks links;

	SendCaptureLinkDelegate(CaptureLinks links) {
		this.links = links;
	}

	@Override
	public void execute(DelegateExecution execution) {
		RequestId id = RequestId.of(execution.getProcessBusinessKey());
		ModuleSettings settings = ModuleSettings
			.of((name) -> new ProcessVariable<>(name, String.class).find(execution).orElse(null));
		try {
			Dispatch dispatch = this.links.dispatch(id, execution.getProcessInstanceId(), settings);
			Variables.CAPTURE_EXPIRES_AT.set(execution, dispatch.expiry().toString());
			Variables.REMINDER_DUE_AT.set(execution, dispatch.reminder().toString());
		}
		catch (CaptureLinkUndeliverable ex) {
			throw new BpmnError(Errors.CAPTURE_LINK_UNDELIVERABLE, ex.getMessage(), ex);
		}
	}

}
