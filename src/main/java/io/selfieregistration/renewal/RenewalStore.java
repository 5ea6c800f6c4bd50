package io.selfieregistration.renewal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.renewal.RenewalFailure.Reason;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Stores renewals and their progress. */
public interface RenewalStore {

	/**
	 * Adds a running renewal, and counts what there is to renew.
	 * @return false if another one is running in the workspace
	 */
	boolean add(String id, String workspace, String model, String startedBy, Instant at);

	/**
	 * Notes the process instance of a running renewal.
	 * @return false if there is no such renewal, or if it has another instance
	 */
	boolean begin(String id, String processInstanceId);

	Optional<Renewal> find(String id);

	/**
	 * Counts the templates of other models that a renewal has not looked at, now or when
	 * it ended. Reads all templates of its workspace.
	 */
	int left(String id);

	/**
	 * Newest first.
	 * @param after id of the last one of the page before, or null
	 */
	List<Renewal> list(String workspace, String after, int limit);

	/**
	 * In the order of their requests.
	 * @param after request of the last one of the page before, or null
	 */
	List<RenewalFailure> failures(String id, RequestId after, int limit);

	/**
	 * Claims the turn of the current transaction: one batch at a time is computed, of all
	 * workspaces.
	 * @return false if another transaction has it
	 */
	boolean takeTurn();

	/**
	 * Finds templates of other models, beyond the position of the renewal, which it has
	 * not failed to recompute.
	 */
	List<OutdatedTemplate> findOutdated(Renewal renewal, int limit);

	/**
	 * Adds to what was renewed, and moves to a position.
	 * @param position null for the beginning of a pass
	 */
	void advance(String id, int renewed, ModuleRun.Id position);

	/** Notes a template that cannot be recomputed. May be repeated. */
	void addFailure(String id, ModuleRun.Id run, Reason reason, Instant at);

	/**
	 * Ends a renewal, if it is still running.
	 */
	void end(String id, Renewal.State state, Instant at);

}
