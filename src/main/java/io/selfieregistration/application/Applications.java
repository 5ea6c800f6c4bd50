package io.selfieregistration.application;

import java.util.Optional;

/** The applications of all workspaces. */
public interface Applications {

	Optional<Application> find(String id);

	/**
	 * Finds the application that a caller is, by id and secret. Takes the same time for
	 * an unknown id and for a wrong secret.
	 */
	Optional<Application> authenticate(String id, ApplicationSecret secret);

	/**
	 * Adds an application, or replaces the one with the same id, secret included.
	 */
	void save(Application application, ApplicationSecret secret);

}
