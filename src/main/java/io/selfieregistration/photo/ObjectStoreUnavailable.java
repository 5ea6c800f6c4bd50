package io.selfieregistration.photo;

/** The object store did not do what was asked; it may later. */
public class ObjectStoreUnavailable extends RuntimeException {

	public ObjectStoreUnavailable(String problem, Throwable cause) {
		super(problem, cause);
	}

}
