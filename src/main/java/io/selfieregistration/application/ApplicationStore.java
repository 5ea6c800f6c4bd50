package io.selfieregistration.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.application.ApplicationKey.Purpose;

/** Stores applications, their secrets and their changes. */
public interface ApplicationStore {

	/**
	 * @return false if the id is taken
	 */
	boolean add(Application application);

	/**
	 * Writes the settings of an application and increments its version.
	 * @return false if the version is no longer the given one (optimistic lock)
	 */
	boolean update(String id, ApplicationSettings settings, long version, Instant at);

	/**
	 * Removes an application that has no requests.
	 * @return whether it was removed
	 */
	boolean remove(String id);

	Optional<Application> find(String id);

	/** Lists the applications of a workspace by id, beginning after the given one. */
	List<Application> list(String workspace, String after, int limit);

	void setEndpointDisabled(String id, Instant at);

	/**
	 * @param hash of a secret that is only compared, or null
	 * @param secret in plain text if it is needed again, or null
	 */
	void addKey(Application application, Purpose purpose, String hint, byte[] hash, String secret, Instant at);

	/** Expires the keys of a purpose that would otherwise be valid for longer. */
	void expireKeys(String id, Purpose purpose, Instant expiresAt);

	/** Lists the keys that are valid at the given time, newest first. */
	List<ApplicationKey> keys(String id, Instant at);

	/** Lists the secrets that are valid at the given time, newest first. */
	List<String> secrets(Application application, Purpose purpose, Instant at);

	/** Lists the hashes of the API secrets that are valid at the given time. */
	List<KeyHash> hashes(String id, Instant at);

	void used(UUID key, Instant at);

	void addChange(Application application, ApplicationChange change);

	/** Lists the changes of an application, newest first. */
	List<ApplicationChange> changes(String id, int limit);

	/**
	 * The hash that an API secret is compared with.
	 *
	 * @param lastUsedAt null if it was never used
	 */
	record KeyHash(UUID id, byte[] hash, Instant lastUsedAt) {
	}

}
