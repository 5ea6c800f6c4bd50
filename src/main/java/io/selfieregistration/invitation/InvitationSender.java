package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Duration;

import io.selfieregistration.application.Application;
import io.selfieregistration.request.Request;

/** Brings a capture link to a person by one notification type. */
public interface InvitationSender {

	Application.Notification notification();

	/**
	 * Sends one message. Temporary trouble is an unchecked exception without anything
	 * personal in it, so that the call can be tried again.
	 * @param expiresIn how long the link can be opened
	 * @throws CaptureLinkUndeliverable if trying again can never help
	 */
	void send(Application application, Request request, URI link, Duration expiresIn) throws CaptureLinkUndeliverable;

}
