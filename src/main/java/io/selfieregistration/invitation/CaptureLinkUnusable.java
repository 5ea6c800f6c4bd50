package io.selfieregistration.invitation;

import java.util.Map;
import java.util.Optional;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Request;
import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** The capture link cannot be used, for the given reason. */
@ProblemStatus(status = 404, code = "link_unknown")
@ProblemStatus(status = 410, code = { "link_expired", "link_replaced", "link_used", "request_cancelled",
		"attempts_exhausted", "consent_refused", "registration_not_needed", "not_registered" })
public class CaptureLinkUnusable extends RuntimeException implements Problem {

	private final Reason reason;

	private final boolean followed;

	public CaptureLinkUnusable(Reason reason) {
		this(reason, false);
	}

	/**
	 * @param followed whether the workflow continues, so that a next module may use the
	 * same link
	 */
	public CaptureLinkUnusable(Reason reason, boolean followed) {
		super(reason.detail);
		this.reason = reason;
		this.followed = followed;
	}

	@Override
	public String code() {
		return this.reason.code();
	}

	public Reason reason() {
		return this.reason;
	}

	/**
	 * Adds {@code pending} if a next module may use the same link, so that the page
	 * waits.
	 */
	@Override
	public Map<String, Object> members() {
		return this.followed ? Map.of("pending", true) : Map.of();
	}

	/** Reason why a link cannot be used. */
	public enum Reason implements Coded {

		/** There is no such link. */
		LINK_UNKNOWN("This link is not known. Please check that it is complete."),

		LINK_EXPIRED("The time to use this link is over."),

		LINK_REPLACED("There is a newer link that replaces this one."),

		/** The selfie was accepted. */
		LINK_USED("The selfie was already taken with this link."),

		REQUEST_CANCELLED("This request was cancelled."),

		ATTEMPTS_EXHAUSTED("No attempts are left."),

		CONSENT_REFUSED("You chose not to take a selfie."),

		/** The workflow found that no selfie is needed. */
		REGISTRATION_NOT_NEEDED("A selfie is no longer needed."),

		/** There is no registered selfie to compare with. */
		NOT_REGISTERED("Nothing is registered that a selfie could be compared with.");

		private final String detail;

		Reason(String detail) {
			this.detail = detail;
		}

		/**
		 * Finds out why the person of a request has nothing left to do.
		 * @return empty while a module waits or is about to start
		 */
		static Optional<Reason> of(Request request) {
			if (request.cancelled()) {
				return Optional.of(REQUEST_CANCELLED);
			}
			if (request.completed()) {
				return Optional.of(of(request.outcome()));
			}
			return request.run()
				.filter((run) -> !request.phaseCompleted() && !run.waiting() && !run.passed())
				.map((run) -> run.ended() ? of(run.outcome()) : of(run.decision()));
		}

		private static Reason of(Outcome outcome) {
			return switch (outcome) {
				case REGISTERED, VERIFIED -> LINK_USED;
				case ATTEMPTS_EXHAUSTED, NOT_MATCHED -> ATTEMPTS_EXHAUSTED;
				case NOT_REGISTERED -> NOT_REGISTERED;
				case CANCELLED -> REQUEST_CANCELLED;
				case CONSENT_REFUSED -> CONSENT_REFUSED;
				case SKIPPED -> REGISTRATION_NOT_NEEDED;
				case EXPIRED, UNDELIVERABLE -> LINK_EXPIRED;
			};
		}

		private static Reason of(Decision decision) {
			return switch (decision) {
				case ACCEPTED -> LINK_USED;
				case ATTEMPTS_EXHAUSTED, NOT_MATCHED -> ATTEMPTS_EXHAUSTED;
				case NOT_REGISTERED -> NOT_REGISTERED;
				case CANCELLED -> REQUEST_CANCELLED;
				case CONSENT_REFUSED -> CONSENT_REFUSED;
				case EXPIRED -> LINK_EXPIRED;
			};
		}

	}

}
