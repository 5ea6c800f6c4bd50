package io.selfieregistration.cockpit;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.selfieregistration.cockpit.Registration.Event;
import io.selfieregistration.comparison.FailureLimit;

/** Says what failed comparisons of a user, over all requests, lead to. */
final class ComparisonLimit {

	private ComparisonLimit() {
	}

	/**
	 * Adds to the event of failed comparisons whether the user is {@code blocked}, and
	 * the time {@code paused_until}; leaves other events as they are.
	 */
	static Event explained(Event event, Instant now) {
		if (!event.kind().equals("comparisons_failed") || !(event.detail() instanceof ObjectNode detail)) {
			return event;
		}
		FailureLimit limit = new FailureLimit(detail.path("in_a_row").asInt(), detail.path("in_period").asInt(),
				event.at(), now);
		ObjectNode explained = detail.deepCopy().put("blocked", limit.blocked());
		if (!limit.pause().isZero()) {
			explained.put("paused_until", now.plus(limit.pause()).toString());
		}
		return new Event(event.at(), event.kind(), event.phase(), explained);
	}

}
