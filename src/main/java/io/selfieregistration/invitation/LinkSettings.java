package io.selfieregistration.invitation;

import java.time.Duration;
import java.util.Optional;

import io.selfieregistration.application.QualityPolicy;

/**
 * What a model sets for its links in place of the application.
 *
 * @param expiry how long the link can be opened
 * @param reminder how long before the expiry an unopened link is sent again
 * @param maximumAttempts 1 to 10
 * @param qualityPolicy how strictly the selfie is judged
 */
public record LinkSettings(Optional<Duration> expiry, Optional<Duration> reminder, Optional<Integer> maximumAttempts,
		Optional<QualityPolicy> qualityPolicy) {

	static final LinkSettings NONE = new LinkSettings(Optional.empty(), Optional.empty(), Optional.empty(),
			Optional.empty());

	public LinkSettings {
		if (expiry.filter(LinkSettings::isNotAhead).isPresent()) {
			throw new IllegalArgumentException("A link cannot expire before it is made");
		}
		if (reminder.filter(LinkSettings::isNotAhead).isPresent()) {
			throw new IllegalArgumentException("A reminder cannot follow the expiry of the link");
		}
		if (maximumAttempts.isPresent() && (maximumAttempts.get() < 1 || maximumAttempts.get() > 10)) {
			throw new IllegalArgumentException("Between 1 and 10 attempts can be allowed");
		}
	}

	private static boolean isNotAhead(Duration duration) {
		return duration.isNegative() || duration.isZero();
	}

	/** Whether a link has to be made anew for them. */
	boolean any() {
		return this.expiry.isPresent() || this.maximumAttempts.isPresent() || this.qualityPolicy.isPresent();
	}

}
