package io.selfieregistration.invitation;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** The capture link cannot be used, for the given reason. */
@ProblemStatus(status = 404, code = "link_unknown")
@ProblemStatus(status = 410, code = { "link_expired", "link_replaced", "link_used", "request_cancelled",
		"attempts_exhausted", "consent_refused", "registration_not_needed" })
public class CaptureLinkUnusable extends RuntimeException implements Problem {

	private final Reason reason;

	public CaptureLinkUnusable(Reason reason) {
		super(reason.detail);
		this.reason = reason;
	}

	public Reason reason() {
		return this.reason;
	}

	@Override
	public String code() {
		return this.reason.code();
	}

	/** Why a link cannot be used. */
	public enum Reason {

		/** This link was never issued. */
		LINK_UNKNOWN("This link is not known. Please check that it is complete."),

		LINK_EXPIRED("The time to use this link is over."),

		LINK_REPLACED("There is a newer link that replaces this one."),

		/** The selfie was accepted. */
		LINK_USED("The selfie was already taken with this link."),

		REQUEST_CANCELLED("This request was cancelled."),

		ATTEMPTS_EXHAUSTED("No attempts are left."),

		CONSENT_REFUSED("You chose not to take a selfie."),

		/** The workflow found that no selfie is needed. */
		REGISTRATION_NOT_NEEDED("A selfie is not needed any more.");

		private final String detail;

		Reason(String detail) {
			this.detail = detail;
		}

		/** The stable word in the API. */
		public String code() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
