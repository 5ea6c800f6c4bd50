package io.selfieregistration.result;

import java.util.List;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.Request;

/**
 * The answer to a poll for a result, modelled on OpenID CIBA.
 *
 * @param results of the phases that have ended; empty while pending
 */
public record PollAnswer(Status status, Request request, List<Result> results) {

	/**
	 * @return the results of the phases, in their order
	 * @throws ResultPending if there is no result to return
	 */
	public List<Result> done() {
		if (this.status != Status.DONE) {
			throw new ResultPending(this);
		}
		return this.results;
	}

	/** The status of the request. */
	public enum Status implements Coded {

		/** There is a result. */
		DONE,

		/** There is no result yet. */
		AUTHORIZATION_PENDING,

		/** There is no result yet, and the caller polls too fast (rate limit). */
		SLOW_DOWN,

		/**
		 * No selfie was taken in time, or the result was deleted after its retention
		 * period.
		 */
		EXPIRED_TOKEN,

		/** The person refused, or the request was cancelled. */
		ACCESS_DENIED

	}

}
