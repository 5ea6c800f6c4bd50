package io.selfieregistration.request;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * One execution for one user, as it stands in its current phase.
 *
 * @param phase the current one
 * @param phaseNumber of the current phase, from 1
 * @param phases how many phases the request has, 1 or 2
 * @param userId the integrator's name for the user; personal
 * @param email where a link can be sent, or null
 * @param phone where a link can be sent, in E.164 form, or null
 * @param locale BCP 47 tag the person prefers, or null
 * @param metadata what the integrator says of the user, read by rules
 * @param clientAddress IP address that the request came from, or null
 * @param redirectUrl where the person goes at the end, or null
 * @param state the integrator's own text that comes back with the person, or null
 * @param decision null while a selfie can be submitted in the current phase
 * @param outcome how the registration of the current phase ended, or null
 * @param outcomeAt when it ended, or null
 * @param completed whether the workflow has published the result of the current phase
 * @param completedAt when the last phase was over, or null
 */
public record Request(RequestId id, String workspace, String applicationId, Phase phase, int phaseNumber, int phases,
		String userId, String email, String phone, String locale, Map<String, Object> metadata, boolean forceOnboarding,
		Channel channel, String clientAddress, Instant createdAt, URI redirectUrl, String state, Decision decision,
		Outcome outcome, Instant outcomeAt, boolean completed, Instant completedAt) {

	/** Whether a selfie can still make a difference in the current phase. */
	public boolean open() {
		return this.decision == null && this.outcome == null;
	}

	/** Whether the current phase is over and the next one was not started yet. */
	public boolean betweenPhases() {
		return this.completed && this.completedAt == null;
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
		ENGINE;

		/** The word in rules and in the database. */
		public String code() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
