package io.selfieregistration.request;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where requests, and messages that the engine has yet to receive, are kept. */
public interface RequestStore {

	void add(Request request, byte[] authReqIdHash);

	Optional<Request> find(RequestId id);

	/**
	 * Finds a request and keeps all others from changing it until the transaction ends.
	 */
	Optional<Request> lock(RequestId id);

	/**
	 * Notes the process instance that works on a request.
	 * @return whether none was noted before
	 */
	boolean attach(RequestId id, String processInstanceId);

	/** Writes the decision if there is none yet. */
	void decide(RequestId id, Decision decision, Instant at);

	/** Writes the outcome if there is none yet. */
	void recordOutcome(RequestId id, Outcome outcome, Instant at);

	void complete(RequestId id, Instant at);

	void addRuleDecision(RequestId id, boolean enabled, String rule, Map<String, Object> inputs, boolean outcome,
			Instant at);

}
