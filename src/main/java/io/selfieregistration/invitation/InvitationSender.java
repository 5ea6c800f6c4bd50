package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Duration;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.request.Request;

/**
 * Sends capture links to people over one channel. A bean of this type adds a channel,
 * such as mobile push.
 */
public interface InvitationSender {

	/** Whether this channel serves applications with these settings. */
	boolean serves(ApplicationSettings settings);

	/**
	 * Sends one message. A temporary failure is an unchecked exception without personal
	 * data, so that the call is retried.
	 * @param expiresIn how long the link can be opened
	 * @throws CaptureLinkUndeliverable if the failure is permanent
	 */
	void send(Application application, Request request, URI link, Duration expiresIn) throws CaptureLinkUndeliverable;

}
