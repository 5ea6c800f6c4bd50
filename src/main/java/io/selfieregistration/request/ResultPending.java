package io.selfieregistration.request;

import java.util.List;

import io.selfieregistration.request.PollAnswer.Status;

/** A result was asked for, and there is none to hand out. */
public class ResultPending extends Exception {

	private final transient PollAnswer answer;

	ResultPending(PollAnswer answer) {
		super(switch (answer.status()) {
			case AUTHORIZATION_PENDING -> "There is no result yet";
			case SLOW_DOWN -> "There is no result yet; ask less often";
			case EXPIRED_TOKEN -> "Nobody took a selfie in time, or the result is not kept any more";
			case ACCESS_DENIED -> "The person refused, or the request was cancelled";
			case DONE -> throw new IllegalArgumentException("There is a result");
		});
		this.answer = answer;
	}

	public Status status() {
		return this.answer.status();
	}

	/** What the request came to in the end; empty while it goes on. */
	public List<Result> results() {
		return this.answer.results();
	}

}
