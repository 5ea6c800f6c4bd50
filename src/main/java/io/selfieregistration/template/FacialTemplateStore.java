package io.selfieregistration.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Stores sealed facial templates. */
public interface FacialTemplateStore {

	void add(ModuleRun.Id run, String workspace, String userId, String model, byte[] sealed, Instant at);

	/** Keeps other transactions from changing which template of a user is current. */
	void lockUser(String workspace, String userId);

	/**
	 * Like {@link #lockUser}, but waits for no other transaction.
	 * @return false if another one has the lock
	 */
	boolean tryLockUser(String workspace, String userId);

	/**
	 * Removes the current template of a user, unless it is the one of the run.
	 */
	void removeCurrent(String workspace, String userId, ModuleRun.Id except);

	/**
	 * @return whether the run has a template
	 */
	boolean makeCurrent(ModuleRun.Id run);

	/**
	 * Replaces the template of a run by one of another model, if it is still current.
	 * @return whether it was
	 */
	boolean replaceCurrent(ModuleRun.Id run, String model, byte[] sealed);

	Optional<SealedTemplate> findCurrent(String workspace, String userId);

	/** Finds the current template that a request of a workspace registered. */
	Optional<WorkspaceTemplate> findCurrentOf(String workspace, RequestId id);

	/**
	 * Lists the runs whose templates are current and of a model, newest first.
	 * @param exceptUser whose template is left out
	 */
	List<ModuleRun.Id> listCurrent(String workspace, String model, String exceptUser, int limit);

	/** Counts what {@link #listCurrent} would list without a limit. */
	int countCurrent(String workspace, String model, String exceptUser);

	/** Reads the current templates of runs; those that are gone are left out. */
	List<WorkspaceTemplate> readCurrent(String workspace, List<ModuleRun.Id> runs);

	/** A current template with its run and its user. */
	record WorkspaceTemplate(ModuleRun.Id run, String userId, String model, byte[] sealed) {

		@Override
		public String toString() {
			return "WorkspaceTemplate[" + this.run + "]";
		}

	}

	/** A stored template. */
	record SealedTemplate(RequestId requestId, String model, byte[] sealed) {
	}

}
