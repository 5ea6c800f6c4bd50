package io.selfieregistration.request;

import java.net.URI;
import java.util.Optional;

import io.selfieregistration.application.Application;

/** Makes the capture link of a request whose integrator hands it on. */
public interface CaptureLinkIssuer {

	/**
	 * Makes the link in the current transaction.
	 * @return empty when the link is sent to the person later, by the workflow
	 */
	Optional<URI> issueForAnswer(Request request, Application application);

	/**
	 * Forgets the time in which a selfie could be taken, in the current transaction: the
	 * next phase has a time of its own.
	 */
	void endPhase(Request request);

}
