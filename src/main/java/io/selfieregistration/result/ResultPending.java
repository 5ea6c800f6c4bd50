package io.selfieregistration.result;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.selfieregistration.result.PollAnswer.Status;
import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/**
 * There is no result yet, or the request has failed. Has the members that OpenID CIBA
 * clients look for.
 */
@ProblemStatus(status = 400, code = { "authorization_pending", "slow_down", "expired_token", "access_denied" })
public class ResultPending extends RuntimeException implements Problem {

	private final transient PollAnswer answer;

	private final transient Object result;

	ResultPending(PollAnswer answer) {
		this(answer, answer.results().isEmpty() ? null : answer.results().get(answer.results().size() - 1));
	}

	private ResultPending(PollAnswer answer, Object result) {
		super(switch (answer.status()) {
			case AUTHORIZATION_PENDING -> "There is no result yet";
			case SLOW_DOWN -> "There is no result yet; ask less often";
			case EXPIRED_TOKEN -> "No selfie was taken in time, or the result is no longer stored";
			case ACCESS_DENIED -> "The person refused, or the request was cancelled";
			case DONE -> throw new IllegalArgumentException("There is a result");
		});
		this.answer = answer;
		this.result = result;
	}

	/** Returns this answer with the result in another form. */
	public ResultPending withResult(Object form) {
		return new ResultPending(this.answer, form);
	}

	public Status status() {
		return this.answer.status();
	}

	/** Returns the final results of the request; empty while it is pending. */
	public List<Result> results() {
		return this.answer.results();
	}

	@Override
	public String code() {
		return status().code();
	}

	@Override
	public Map<String, Object> members() {
		Map<String, Object> members = new HashMap<>(Map.of("error", code(), "error_description", detail()));
		if (this.result != null) {
			members.put("result", this.result);
		}
		return members;
	}

}
