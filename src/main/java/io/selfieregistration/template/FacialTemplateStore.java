package io.selfieregistration.template;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

/** Where sealed templates are kept. */
public interface FacialTemplateStore {

	void add(ModuleRun.Id run, String workspace, String userId, String model, byte[] sealed, Instant at);

	/**
	 * Removes the template that counts for a user, unless it is the one of the run.
	 */
	void removeCurrent(String workspace, String userId, ModuleRun.Id except);

	/**
	 * @return whether the run has a template
	 */
	boolean makeCurrent(ModuleRun.Id run);

	Optional<SealedTemplate> findCurrent(String workspace, String userId);

	/** A template as it is kept. */
	record SealedTemplate(RequestId requestId, String model, byte[] sealed) {
	}

}
