package io.selfieregistration.result;

import java.util.List;

import io.selfieregistration.request.Request;

/**
 * What somebody who asks for a result learns, in the words of OpenID CIBA.
 *
 * @param results of the phases that are over; empty while pending
 */
public record PollAnswer(Status status, Request request, List<Result> results) {

	/**
	 * @return the results of the phases, in their order
	 * @throws ResultPending if the answer is not that there is a result
	 */
	public List<Result> done() {
		if (this.status != Status.DONE) {
			throw new ResultPending(this);
		}
		return this.results;
	}

	/** How the request stands. */
	public enum Status {

		/** There is a result. */
		DONE,

		/** There is no result yet. */
		AUTHORIZATION_PENDING,

		/** There is no result yet, and it was asked for too soon. */
		SLOW_DOWN,

		/** No selfie was taken in time, or the result is not kept any more. */
		EXPIRED_TOKEN,

		/** The person refused, or the request was cancelled. */
		ACCESS_DENIED;

		/** The word in the API. */
		public String code() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
