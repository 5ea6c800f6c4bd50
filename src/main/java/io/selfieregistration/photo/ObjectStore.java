package io.selfieregistration.photo;

/**
 * A private bucket for photos. A failure of the store is an
 * {@link ObjectStoreUnavailable}.
 */
public interface ObjectStore {

	/** Writes an object, replacing any with the same key. May be repeated. */
	void put(String key, byte[] content);

	/**
	 * @throws ObjectStoreUnavailable also if there is no object with that key
	 */
	byte[] get(String key);

	/** Whether there is an object with that key. */
	boolean exists(String key);

	/** Removes an object, if there is one. May be repeated. */
	void delete(String key);

	/** Creates the bucket if it does not exist. */
	void prepare();

	/** Fails unless the bucket answers. */
	void probe();

}
