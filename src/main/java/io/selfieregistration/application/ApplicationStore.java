package io.selfieregistration.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.application.ApplicationKey.Purpose;

/** Where applications, their secrets and their changes are kept. */
public interface ApplicationStore {

	/**
	 * @return whether the id was free
	 */
	boolean add(Application application);

	/**
	 * Writes the settings of an application with the version that follows the given one.
	 * @return whether the version was still the given one
	 */
	boolean update(String id, ApplicationSettings settings, long version, Instant at);

	/**
	 * Removes an application that no request was ever made for.
	 * @return whether that was so
	 */
	boolean remove(String id);

	Optional<Application> find(String id);

	/** Applications of a workspace after the given id, by id. */
	List<Application> list(String workspace, String after, int limit);

	void setEndpointDisabled(String id, Instant at);

	/**
	 * @param hash of a secret that is only compared, or null
	 * @param secret one that is needed again, or null
	 */
	void addKey(Application application, Purpose purpose, String hint, byte[] hash, String secret, Instant at);

	/** Ends the keys of a purpose that have no end yet, or a later one. */
	void expireKeys(String id, Purpose purpose, Instant expiresAt);

	/** Keys that are valid at the given time, newest first. */
	List<ApplicationKey> keys(String id, Instant at);

	/** Secrets that are valid at the given time, newest first. */
	List<String> secrets(Application application, Purpose purpose, Instant at);

	/** API secrets that are valid at the given time. */
	List<KeyHash> hashes(String id, Instant at);

	void used(UUID key, Instant at);

	void addChange(Application application, ApplicationChange change);

	/** Changes of an application, newest first. */
	List<ApplicationChange> changes(String id, int limit);

	/**
	 * What an API secret is compared with.
	 *
	 * @param lastUsedAt null if it was never used
	 */
	record KeyHash(UUID id, byte[] hash, Instant lastUsedAt) {
	}

}
