package io.selfieregistration.intake;

/**
 * A request was not started. Each subclass says why, and carries the status and the code
 * that the caller gets.
 */
public abstract sealed class RequestRefused extends RuntimeException
		permits TooManyRequests, ContactMissing, ContactUnusable, NotificationTokenMissing, RedirectNotAllowed,
		PhaseNotPermitted, GatepassRefused, IdempotencyKeyReused {

	RequestRefused(String problem) {
		super(problem);
	}

}
