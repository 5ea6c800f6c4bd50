package io.selfieregistration.template;

import java.time.Instant;
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

	/** A stored template. */
	record SealedTemplate(RequestId requestId, String model, byte[] sealed) {
	}

}
