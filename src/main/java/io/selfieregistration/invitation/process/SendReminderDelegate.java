package io.selfieregistration.invitation.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.request.RequestId;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_sendReminder}. May run twice: a second reminder is sent
 * only if the node died between sending the first one and noting it.
 */
@Component
class SendReminderDelegate implements JavaDelegate {

	private static final Logger logger = LoggerFactory.getLogger(SendReminderDelegate.class);

	private final CaptureLinks links;

	SendReminderDelegate(CaptureLinks links) {
		this.links = links;
	}

	@Override
	public void execute(DelegateExecution execution) {
		RequestId id = RequestId.of(execution.getProcessBusinessKey());
		try {
			this.links.remind(id, execution.getProcessInstanceId());
		}
		catch (CaptureLinkUndeliverable ex) {
			// The first link reached the person, so an undeliverable reminder is not an
			// error.
			logger.info("The reminder of request {} cannot be delivered: {}", id, ex.getMessage());
		}
	}

}
