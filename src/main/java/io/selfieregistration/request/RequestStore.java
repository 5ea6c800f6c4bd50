package io.selfieregistration.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores requests, their phases and module runs. */
public interface RequestStore {

	/**
	 * @param request without its phases, which are added one by one
	 * @param handles secrets that identify the request
	 */
	void add(Request request, Handles handles);

	void addPhase(RequestId id, int number, Phase phase, String workflow);

	Optional<Request> find(RequestId id);

	Optional<Request> findByAuthReqId(byte[] hash);

	/**
	 * Finds a request and locks it until the transaction ends.
	 */
	Optional<Request> lock(RequestId id);

	/** Lists the requests that match, newest first. */
	List<Request> list(Query query);

	/**
	 * Counts the requests that an application has started since the given time (rate
	 * limit).
	 */
	int countSince(String applicationId, Instant since);

	/**
	 * Locks the counting of an application's requests until the transaction ends, so that
	 * none is added unseen after the count.
	 */
	void lockCount(String applicationId);

	/** Lists the phases of a request with their module runs, in order. */
	List<RequestPhase> phases(RequestId id);

	/**
	 * Finds the ping handles of a request.
	 * @return empty if its application is not pinged
	 */
	Optional<PingHandles> pingHandles(RequestId id);

	/**
	 * Attaches a process instance, and the key of its process, to the current phase of a
	 * request.
	 * @return false if one is already attached
	 */
	boolean attach(RequestId id, String processInstanceId, String definitionKey);

	void addRun(ModuleRun run);

	/** Writes the decision and the outcome of a run. */
	void updateRun(ModuleRun run);

	/** Marks the request as cancelled, unless it already is. */
	void cancel(RequestId id, Instant at);

	/**
	 * Writes the result of a phase.
	 * @param last whether the request is over with it
	 */
	void completePhase(RequestId id, RequestPhase phase, boolean last);

	/** Makes the next phase the current one. */
	void nextPhase(RequestId id);

	/**
	 * Records a poll of the result (rate limit).
	 * @param notSince the caller polls too fast if its last poll was after this
	 * @return false if the caller polls too fast
	 */
	boolean polled(RequestId id, Instant notSince, Instant at);

	/** Whether a user has completed an onboarding. */
	boolean isOnboarded(String workspace, String userId);

	/** Finds when the latest selfie of a user was registered. */
	Optional<Instant> registeredAt(String workspace, String userId);

	/**
	 * Secrets that identify a request.
	 *
	 * @param authReqId of 256 bits; only its hash is kept, unless the application is
	 * pinged
	 * @param notificationToken bearer token that the integrator expects in a ping, or
	 * null
	 */
	record Handles(String authReqId, boolean pinged, String notificationToken) {

		@Override
		public String toString() {
			return "Handles[…]";
		}

	}

	/** The content of a ping, and its bearer token. */
	record PingHandles(String authReqId, String notificationToken) {

		@Override
		public String toString() {
			return "PingHandles[…]";
		}

	}

	/**
	 * A query for requests of an application.
	 *
	 * @param userId null for all users
	 * @param completed null for requests of either kind
	 * @param createdFrom inclusive, or null
	 * @param createdBefore exclusive, or null
	 * @param before only requests older than this one, or null
	 * @param limit how many at most
	 */
	record Query(String applicationId, String userId, Boolean completed, Instant createdFrom, Instant createdBefore,
			RequestId before, int limit) {

		/** No request is from outside, and the database does not know all later times. */
		private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

		public Query {
			createdFrom = within(createdFrom);
			createdBefore = within(createdBefore);
		}

		private static Instant within(Instant time) {
			return (time == null || (time.isAfter(Instant.EPOCH) && time.isBefore(LATEST))) ? time
					: time.isBefore(LATEST) ? Instant.EPOCH : LATEST;
		}

		@Override
		public String toString() {
			return "Query[" + this.applicationId + "]";
		}

	}

}
