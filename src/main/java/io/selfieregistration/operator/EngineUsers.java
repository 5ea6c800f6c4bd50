package io.selfieregistration.operator;

/** The users of the process engine. */
public interface EngineUsers {

	/** Checks a password. Locks nobody out: whoever knows a name could use that. */
	boolean authenticate(String userId, String password);

	/** Whether a user may do everything in the engine. */
	boolean isAdministrator(String userId);

	/**
	 * Runs something in the engine as a user, with the user's permissions and no others.
	 */
	<E extends Exception> void runAs(String userId, EngineWork<E> work) throws E;

	/**
	 * Something that is done in the engine.
	 *
	 * @param <E> what may go wrong
	 */
	interface EngineWork<E extends Exception> {

		void run() throws E;

	}

}
