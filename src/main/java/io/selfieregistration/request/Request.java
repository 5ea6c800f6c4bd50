package io.selfieregistration.request;

import java.time.Instant;
import java.util.Map;

/**
 * One execution for one user.
 *
 * @param userId the integrator's name for the user; personal
 * @param email where the link is sent; null when the application hands it on itself
 * @param locale BCP 47 tag the person prefers, or null
 * @param metadata what the integrator says of the user, read by rules
 * @param clientAddress IP address that the request came from, or null
 * @param decision null while a selfie can be submitted
 * @param outcome how the registration ended, or null
 * @param outcomeAt when it ended, or null
 * @param completed whether the workflow has published the result
 */
public record Request(RequestId id, String workspace, String applicationId, Phase phase, String userId, String email,
		String locale, Map<String, Object> metadata, Channel channel, String clientAddress, Instant createdAt,
		Decision decision, Outcome outcome, Instant outcomeAt, boolean completed) {

	/** Whether a selfie can still make a difference. */
	public boolean open() {
		return this.decision == null && this.outcome == null;
	}

	/** Names the request, never the user. */
	@Override
	public String toString() {
		return "Request[" + this.id + "]";
	}

	/** By which interface a request came. */
	public enum Channel {

		/** Our own API. */
		API,

		/** The process engine: {@code engine-rest}, Cockpit, or another process. */
		ENGINE

	}

}
