package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Duration;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.request.Request;

/**
 * Brings a capture link to a person in one way. A bean of this type adds a way: for
 * another verification way than web, such as mobile push, it is all that is needed.
 */
public interface InvitationSender {

	/** Whether this is how an application with these settings reaches people. */
	boolean serves(ApplicationSettings settings);

	/**
	 * Sends one message. Temporary trouble is an unchecked exception without anything
	 * personal in it, so that the call can be tried again.
	 * @param expiresIn how long the link can be opened
	 * @throws CaptureLinkUndeliverable if trying again can never help
	 */
	void send(Application application, Request request, URI link, Duration expiresIn) throws CaptureLinkUndeliverable;

}
