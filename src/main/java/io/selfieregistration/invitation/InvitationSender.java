package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

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
	 * Says why this channel can never reach a person with these contacts, as far as that
	 * is known before a message is sent.
	 * @param email null if none is given
	 * @param phone in E.164 form, null if none is given
	 */
	Optional<ContactProblem> problem(String email, String phone);

	/**
	 * Refuses a request whose contacts this channel can never reach.
	 * @throws CaptureLinkUndeliverable with what is wrong with them
	 */
	default void requireReachable(Request request) throws CaptureLinkUndeliverable {
		ContactProblem problem = problem(request.email(), request.phone()).orElse(null);
		if (problem != null) {
			throw new CaptureLinkUndeliverable(problem.sentence());
		}
	}

	/**
	 * Sends one message. A temporary failure is an unchecked exception without personal
	 * data, so that the call is retried.
	 * @param expiresIn how long the link can be opened
	 * @throws CaptureLinkUndeliverable if the failure is permanent
	 */
	void send(Application application, Request request, URI link, Duration expiresIn) throws CaptureLinkUndeliverable;

	/**
	 * What keeps a channel from reaching a person.
	 *
	 * @param field of the request that names the contact
	 * @param problem what is wrong with it; null if it is missing. Never quotes it
	 */
	record ContactProblem(String field, String problem) {

		/** The channel needs a contact that is not given. */
		public static ContactProblem missing(String field) {
			return new ContactProblem(field, null);
		}

		public boolean isMissing() {
			return this.problem == null;
		}

		/** Names the field and what is wrong with it. */
		public String sentence() {
			return isMissing() ? "The application sends capture links, so '" + this.field + "' is needed"
					: "'" + this.field + "' " + this.problem;
		}

	}

}
