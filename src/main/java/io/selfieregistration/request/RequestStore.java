package io.selfieregistration.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
	List<Request> list(RequestQuery query);

	/** How many requests an application has made since the given time. */
	int countSince(String applicationId, Instant since);

	/** The phases of a request, in their order. */
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

	/** Writes the decision of the current phase if there is none yet. */
	void decide(RequestId id, Decision decision, Instant at);

	/** Writes the outcome of a phase if there is none yet. */
	void recordOutcome(RequestId id, int phase, Outcome outcome, Instant at);

	void completePhase(RequestId id, int phase, Instant at);

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

	/** Where a rule was asked. */
	enum RuleUse {

		/** Before a request came to be. */
		GATEPASS,

		/** In the workflow of a request. */
		MODULE;

		/** The word in the API and in the database. */
		public String code() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

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
