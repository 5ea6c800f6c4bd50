package io.selfieregistration.jdbc;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells faults of the database that pass from mistakes, which do not. */
public final class DatabaseFault {

	/**
	 * SQLSTATE classes: connection, transaction rolled back, insufficient resources,
	 * operator intervention, system error.
	 */
	private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

	/** Idle in transaction for too long; lock not available in time. */
	private static final Set<String> STATES = Set.of("25P03", "55P03");

	/** Where only the text of a failure is handed on. */
	private static final String NOTE = "The database does not serve this now";

	private DatabaseFault() {
	}

	/**
	 * Does work for a caller that hands on only the text of a failure, in which a
	 * temporary fault can then still be told.
	 */
	public static <T> T noted(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (RuntimeException ex) {
			throw isTemporary(ex) ? new IllegalStateException(NOTE, ex) : ex;
		}
	}

	/**
	 * Whether trying again later may help, as far as any cause of a failure tells,
	 * whatever it is wrapped in.
	 */
	public static boolean isTemporary(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			// A failed rollback or commit hides why it was called for.
			if (isTemporaryItself(cause) || (cause instanceof TransactionSystemException hiding
					&& isTemporary(hiding.getApplicationException()))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isTemporaryItself(Throwable cause) {
		return cause instanceof CannotCreateTransactionException || cause instanceof DataAccessResourceFailureException
				|| cause instanceof TransientDataAccessException || cause instanceof SQLTransientException
				|| cause instanceof SQLRecoverableException
				|| (cause instanceof SQLException sql && isTemporary(sql.getSQLState()))
				|| (cause.getMessage() != null && cause.getMessage().contains(NOTE));
	}

	private static boolean isTemporary(String state) {
		return state != null && state.length() == 5
				&& (STATES.contains(state) || CLASSES.contains(state.substring(0, 2)));
	}

}
