package io.selfieregistration.photo;

/** A private bucket. Trouble with the store is an {@link ObjectStoreUnavailable}. */
public interface ObjectStore {

	/** Writes an object, in place of the one with the same key. May be repeated. */
	void put(String key, byte[] content);

	/**
	 * @throws ObjectStoreUnavailable also if there is no object with that key
	 */
	byte[] get(String key);

	/** Removes an object, if there is one. May be repeated. */
	void delete(String key);

	/** Asks the store whether the bucket is there; makes it if it is not. */
	void prepare();

	/** Fails unless the bucket answers. */
	void probe();

}
