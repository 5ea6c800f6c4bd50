package io.selfieregistration.template;

import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.request.RequestId;

/** Where sealed templates are kept. */
public interface FacialTemplateStore {

	void add(RequestId id, String workspace, String userId, String model, byte[] sealed, Instant at);

	/**
	 * Removes the template that counts for a user, unless it is the one of the request.
	 */
	void removeCurrent(String workspace, String userId, RequestId except);

	/**
	 * @return whether the request has a template
	 */
	boolean makeCurrent(RequestId id);

	Optional<SealedTemplate> findCurrent(String workspace, String userId);

	/** A template as it is kept. */
	record SealedTemplate(RequestId requestId, String model, byte[] sealed) {
	}

}
