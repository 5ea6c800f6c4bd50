package io.selfieregistration.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.selfieregistration.platform.Coded;

/** Where requests and their phases are kept. */
public interface RequestStore {

	/**
	 * @param request its phases are added one by one
	 * @param handles secrets to know the request by
	 */
	void add(Request request, Handles handles);

	void addPhase(RequestId id, int number, Phase phase, String workflow);

	Optional<Request> find(RequestId id);

	Optional<Request> findByAuthReqId(byte[] hash);

	/**
	 * Finds a request and keeps all others from changing it until the transaction ends.
	 */
	Optional<Request> lock(RequestId id);

	/** Requests that match, newest first. */
	List<Request> list(Query query);

	/** How many requests an application has made since the given time. */
	int countSince(String applicationId, Instant since);

	/** The phases of a request with their module runs, in their order. */
	List<RequestPhase> phases(RequestId id);

	/**
	 * The ping handles of a request.
	 * @return empty if its application is not pinged
	 */
	Optional<PingHandles> pingHandles(RequestId id);

	/**
	 * Notes the process instance that works on the current phase of a request, and the
	 * key of its process.
	 * @return whether none was noted before
	 */
	boolean attach(RequestId id, String processInstanceId, String definitionKey);

	void addRun(ModuleRun run);

	/** Writes the decision and the outcome of a run. */
	void updateRun(ModuleRun run);

	/** Notes that the request was cancelled, unless it was before. */
	void cancel(RequestId id, Instant at);

	/** Writes the result of a phase. */
	void completePhase(RequestId id, RequestPhase phase);

	void complete(RequestId id, Instant at);

	/** Makes the next phase the current one. */
	void nextPhase(RequestId id);

	/**
	 * Notes that the result was asked for.
	 * @param notSince the caller is too fast if it asked after this
	 * @return whether the caller was not too fast
	 */
	boolean polled(RequestId id, Instant notSince, Instant at);

	/** Whether an onboarding was completed for a user. */
	boolean isOnboarded(String workspace, String userId);

	/** The latest registered selfie of a user. */
	Optional<Instant> registeredAt(String workspace, String userId);

	/**
	 * Keeps why something was decided by a rule.
	 * @param id null if no request came of it
	 * @param rule null if there is none
	 */
	void addRuleDecision(RequestId id, String applicationId, RuleUse use, boolean enabled, String rule,
			Map<String, Object> inputs, boolean outcome, Instant at);

	/** What rules decided for a request, in that order. */
	List<KeptRuleDecision> ruleDecisions(RequestId id);

	/**
	 * Secrets to know a request by.
	 *
	 * @param authReqId of 256 bits; only its hash is kept, unless the application is
	 * pinged
	 * @param notificationToken with which the integrator expects to be pinged, or null
	 */
	record Handles(String authReqId, boolean pinged, String notificationToken) {

		@Override
		public String toString() {
			return "Handles[…]";
		}

	}

	/** What a ping says, and the bearer token it says it with. */
	record PingHandles(String authReqId, String notificationToken) {

		@Override
		public String toString() {
			return "PingHandles[…]";
		}

	}

	/**
	 * Which requests of an application are asked for.
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
	}

	/** Where a rule was asked. */
	enum RuleUse implements Coded {

		/** Before a request came to be. */
		GATEPASS,

		/** In the workflow of a request. */
		MODULE

	}

	/**
	 * What a rule decided.
	 *
	 * @param enabled whether the module was switched on
	 * @param rule null if there was none
	 * @param inputs what the rule read, by path
	 */
	record KeptRuleDecision(RuleUse use, boolean enabled, String rule, Map<String, Object> inputs, boolean outcome,
			Instant decidedAt) {
	}

}

