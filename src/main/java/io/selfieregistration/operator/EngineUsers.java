package io.selfieregistration.operator;

/** The users of the process engine. */
public interface EngineUsers {

	/**
	 * Checks a password, but not for a caller who guessed wrong too often. Never locks a
	 * user out, as an attacker who knows a name could exploit that.
	 */
	boolean authenticate(String userId, String password);

	/**
	 * Returns what a user may administer: all workspaces if the user may do everything in
	 * the engine, otherwise the tenants of a member of the group {@code selfieOperator}.
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
	 * Runs work in the engine as a user, with only the user's permissions.
	 */
	<E extends Exception> void runAs(String userId, EngineWork<E> work) throws E;

	/**
	 * Runs work in the engine as the service itself, regardless of the caller, for
	 * consequences of an action whose permission was already checked.
	 */
	<E extends Exception> void runAsService(EngineWork<E> work) throws E;

	/**
	 * Work in the engine.
	 *
	 * @param <E> what may go wrong
	 */
	interface EngineWork<E extends Exception> {

		void run() throws E;

	}

	/**
	 * Lets pass who may administer a workspace that exists.
	 * @throws WorkspaceUnknown otherwise, without saying which of the two it is
	 */
	default void requireWorkspace(Operator operator, String workspace) {
		if (!operator.mayAdminister(workspace) || !workspaceExists(workspace)) {
			throw new WorkspaceUnknown();
		}
	}

}
