package io.selfieregistration.cockpit;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A request as operators see it, without its events.
 *
 * @param userId the integrator's name for the user; null in lists, and for viewers who do
 * not administer the workspace
 * @param stuckBeside whether an incident is open in a process beside those of the phases:
 * the delivery of a message, or the start of the next phase
 * @param phases the ones that ran, in their order
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Registration(String requestId, String workspace, String applicationId, String applicationName,
		String channel, Instant createdAt, Instant completedAt, String userId, boolean stuckBeside,
		List<RegistrationPhase> phases) {

	Registration withoutUser() {
		return new Registration(this.requestId, this.workspace, this.applicationId, this.applicationName, this.channel,
				this.createdAt, this.completedAt, null, this.stuckBeside, this.phases);
	}

	boolean ran(int phase) {
		return this.phases.stream().anyMatch((each) -> each.number() == phase);
	}

	/** Returns the registration with only the phases that the viewer may see. */
	Registration seenBy(Viewer viewer) {
		return new Registration(this.requestId, this.workspace, this.applicationId, this.applicationName, this.channel,
				this.createdAt, this.completedAt, this.userId, this.stuckBeside,
				this.phases.stream().filter((phase) -> viewer.sees(this.workspace, phase.definitionKey())).toList());
	}

	@Override
	public String toString() {
		return "Registration[" + this.requestId + "]";
	}

	/**
	 * @param outcome null while it waits
	 * @param stuck whether an incident is open in its workflow, or in what that calls
	 * @param photo whether there is one
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record RegistrationPhase(int number, String phase, String definitionKey, String processInstanceId,
			String outcome, boolean stuck, boolean photo) {
	}

	/**
	 * An event in the life of a registration.
	 *
	 * @param kind kind of event, as listed in {@code docs/cockpit.md}
	 * @param phase its number, or null if it is of the request
	 * @param detail members that depend on the kind
	 */
	public record Event(Instant at, String kind, Integer phase, JsonNode detail) {
	}

	/** A page of registrations, newest first. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Page(List<Registration> registrations, String next) {
	}

	/**
	 * A request with its events.
	 *
	 * @param operator whether the viewer administers its workspace, and so sees the user
	 * and the inputs of rules
	 * @param mayResend whether a new link can be sent now
	 * @param mayRetry whether what is stuck can be retried now
	 * @param mayCancel whether it can be cancelled now
	 * @param mayLook whether the user may look at photos
	 * @param complete false if the list of events is truncated
	 * @param duplicates null if they were not looked for, or for viewers who do not
	 * administer the workspace
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	public record Timeline(Registration registration, List<Event> events, boolean operator, boolean mayResend,
			boolean mayRetry, boolean mayCancel, boolean mayLook, boolean complete, PossibleDuplicates duplicates) {
	}

}
