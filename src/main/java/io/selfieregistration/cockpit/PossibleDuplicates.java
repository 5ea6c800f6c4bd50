package io.selfieregistration.cockpit;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.selfieregistration.face.recognition.SearchLimits;

/**
 * Other users of the workspace who may have the face of a registered selfie, for a human
 * to look at, and how many of them are to be expected by chance.
 *
 * @param users how many other users there were
 * @param compared with how many of them the face was compared
 * @param found how many were near enough, of which the nearest are candidates
 * @param usersNow how many users the workspace has now whose templates are comparable
 * @param falseHits how many different people are as near by chance in a search among
 * {@code usersNow}, or null if it is not known
 * @param worstFalseHits the same in the group that is confused most, or null
 * @param candidates nearest first
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PossibleDuplicates(Instant searchedAt, int users, int compared, int found, int usersNow, Double falseHits,
		Double worstFalseHits, List<Candidate> candidates) {

	/**
	 * @param model id of the model of the compared templates
	 */
	public static PossibleDuplicates of(Instant searchedAt, String model, int users, int compared, int found,
			int usersNow, List<Candidate> candidates) {
		SearchLimits limits = SearchLimits.of(model).orElse(null);
		return new PossibleDuplicates(searchedAt, users, compared, found, usersNow,
				(limits != null) ? limits.expectedFalseHits(usersNow) : null,
				(limits != null) ? limits.worstExpectedFalseHits(usersNow) : null, candidates);
	}

	/**
	 * The registration of another user.
	 *
	 * @param phase in which the selfie was registered
	 * @param registeredAt when its template was made
	 * @param current whether it still is the registered selfie of its user
	 * @param photo whether there is one
	 * @param distance of both templates, 0 for the same picture
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	public record Candidate(String requestId, String userId, String applicationName, String phase, Instant registeredAt,
			boolean current, boolean photo, double distance) {

		@Override
		public String toString() {
			return "Candidate[" + this.requestId + "]";
		}

	}

}
