package io.selfieregistration.request;

import io.selfieregistration.workflow.WorkflowMissing;
import java.time.Instant;

/** The process engine as requests use it. All methods join the current transaction. */
public interface Workflows {

	/**
	 * Starts the workflow of the current phase of a request: that of the workspace
	 * (tenant), else the shared one. The request stays on the version it starts with.
	 * @throws WorkflowMissing if no process with that key is deployed, or the latest
	 * version is suspended
	 */
	void start(String workspace, String workflow, RequestId id);

	/**
	 * Sends the module the verdict on a selfie. The message is durable with the current
	 * transaction and reaches the module exactly once: right after commit, or as soon as
	 * the module waits for it.
	 * @param run with its decision, once it has one
	 * @param attemptsLeft how many more selfies may be submitted, 0 or more
	 * @param expiry when the capture window ends
	 */
	void selfieSubmitted(ModuleRun run, boolean accepted, int attemptsLeft, Instant expiry);

	/**
	 * Sends a cancellation to the running module, or to the next one that starts; as
	 * durable as {@link #selfieSubmitted}.
	 */
	void cancelled(RequestId id);

	/**
	 * Sends the module the refusal of consent, as durable as {@link #selfieSubmitted}.
	 */
	void consentRefused(ModuleRun run);

	/**
	 * Asks the module to send the link again, as durable as {@link #selfieSubmitted}.
	 */
	void resendLink(ModuleRun run);

	/**
	 * Schedules {@link Requests#startNextPhase} after commit of the current transaction.
	 * It is retried if it fails; when retries are exhausted, an incident is raised.
	 */
	void nextPhase(String workspace, RequestId id);

	/**
	 * Starts a process of the service about a request, beside its workflows and whichever
	 * user is logged in. It begins after commit of the current transaction.
	 * @param process its key
	 */
	void startBeside(String process, String workspace, RequestId id);

	/**
	 * Cancels the start of the next phase: {@link Requests#abandonNextPhase} follows.
	 */
	void abandonNextPhase(RequestId id);

	/**
	 * Deletes the process instance of a workflow: {@link Requests#abandon} follows, in
	 * the current transaction.
	 */
	void abandon(String processInstanceId);

	/**
	 * Moves the expiry timer of a module. Does nothing if the module does not wait yet;
	 * it reads the time when it gets there.
	 */
	void moveExpiry(ModuleRun run, Instant expiry);

}
