package io.selfieregistration.comparison;

import java.time.Duration;
import java.time.Instant;

/**
 * How often comparisons may fail for one user, after NIST SP 800-63B-4, 3.2.3: after five
 * in a row a wait that begins with 30 seconds and doubles with each further one, up to an
 * hour; after fifty within 30 days none any more, until the user registers again. A
 * success begins anew.
 *
 * @param inARow failures since the last success or registration
 * @param inPeriod of these, the ones within {@link #PERIOD} before the last one
 * @param lastAt when the last one was; null if there is none
 * @param now the time by the same clock
 */
public record FailureLimit(int inARow, int inPeriod, Instant lastAt, Instant now) {

	/** Failures after which the person waits for the first time. */
	static final int FREE = 5;

	static final Duration FIRST_WAIT = Duration.ofSeconds(30);

	static final Duration LONGEST_WAIT = Duration.ofHours(1);

	/** Failures within {@link #PERIOD} after which only a new registration helps. */
	static final int MOST = 50;

	static final Duration PERIOD = Duration.ofDays(30);

	/** Doubled so often, the first wait is longer than the longest. */
	private static final int DOUBLINGS = 7;

	/** Whether only a new registration helps. */
	public boolean blocked() {
		return this.inPeriod >= MOST;
	}

	/** Returns how long the person still has to wait; zero if not at all. */
	public Duration pause() {
		Duration rest = Duration.between(this.now,
				(this.lastAt != null) ? this.lastAt.plus(waitAfterLast()) : this.now);
		return rest.isNegative() ? Duration.ZERO : rest;
	}

	private Duration waitAfterLast() {
		if (this.inARow < FREE) {
			return Duration.ZERO;
		}
		Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(this.inARow - FREE, DOUBLINGS));
		return (wait.compareTo(LONGEST_WAIT) < 0) ? wait : LONGEST_WAIT;
	}

}
