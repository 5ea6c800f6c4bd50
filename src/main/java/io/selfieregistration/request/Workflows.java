package io.selfieregistration.request;

import java.time.Instant;

/** The process engine, seen from a request. All of it joins the current transaction. */
public interface Workflows {

	/**
	 * Starts the workflow of the current phase of a request: the one of the workspace,
	 * else the one that all workspaces share. The request stays on the version it starts
	 * with.
	 * @throws WorkflowMissing if no process with that key is deployed, or the latest
	 * version is suspended
	 */
	void start(String workspace, String workflow, RequestId id);

	/**
	 * Tells the module that a selfie was judged. The message is durable with the current
	 * transaction and reaches the module exactly once: right after the commit, or as
	 * soon as the module waits for it.
	 * @param attemptsLeft how many more selfies may be submitted, 0 or more
	 * @param expiry when the waiting for the next one ends
	 */
	void selfieSubmitted(ModuleRun run, boolean accepted, int attemptsLeft, Instant expiry);

	/**
	 * Tells the module that runs, or the next one that starts, that the request is
	 * cancelled; as durable as {@link #selfieSubmitted}.
	 */
	void cancelled(RequestId id);

	/**
	 * Tells the module that the person does not want to be photographed, as durable as
	 * {@link #selfieSubmitted}.
	 */
	void consentRefused(ModuleRun run);

	/**
	 * Has the module send the link anew, as durable as {@link #selfieSubmitted}.
	 */
	void resendLink(ModuleRun run);

	/**
	 * Has the next phase of a request started by {@link Requests#startNextPhase}, after
	 * the current transaction and if it commits. While that fails it is repeated, and is
	 * then an incident.
	 */
	void nextPhase(String workspace, RequestId id);

	/**
	 * Has the next phase of a request not started any more:
	 * {@link Requests#abandonNextPhase} follows.
	 */
	void abandonNextPhase(RequestId id);

	/**
	 * Moves the timer that ends the waiting for a selfie. Does nothing while the module
	 * does not wait yet; it reads the time when it gets there.
	 */
	void moveExpiry(ModuleRun run, Instant expiry);

}
