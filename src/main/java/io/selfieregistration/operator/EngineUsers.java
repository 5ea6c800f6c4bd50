package io.selfieregistration.operator;

/** The users of the process engine. */
public interface EngineUsers {

	/** Checks a password. Locks nobody out: whoever knows a name could use that. */
	boolean authenticate(String userId, String password);

	/**
	 * What a user may administer: all workspaces if the user may do everything in the
	 * engine, otherwise the tenants of a member of the group {@code selfieOperator}.
	 */
	Operator operator(String userId);

	/**
	 * Whether a user may look at photos of people, which is a permission of its own:
	 * membership of the group {@code selfiePhotoViewer}. Being an administrator is not
	 * enough.
	 */
	boolean mayLookAtPhotos(String userId);

	/** Whether there is a tenant with this id. */
	boolean workspaceExists(String workspace);

	/**
	 * Runs something in the engine as a user, with the user's permissions and no others.
	 */
	<E extends Exception> void runAs(String userId, EngineWork<E> work) throws E;

	/**
	 * Runs something in the engine as the service itself, whoever is calling: for what
	 * follows from a permission that was checked before.
	 */
	<E extends Exception> void runAsService(EngineWork<E> work) throws E;

	/**
	 * Something that is done in the engine.
	 *
	 * @param <E> what may go wrong
	 */
	interface EngineWork<E extends Exception> {

		void run() throws E;

	}

}
