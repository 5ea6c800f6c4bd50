package io.selfieregistration.invitation;

import java.time.Duration;
import java.util.Optional;

/**
 * What a model sets for its links in place of the application.
 *
 * @param expiry how long the link can be opened
 * @param maximumAttempts 1 to 10
 */
public record LinkSettings(Optional<Duration> expiry, Optional<Integer> maximumAttempts) {

	static final LinkSettings NONE = new LinkSettings(Optional.empty(), Optional.empty());

	public LinkSettings {
		if (expiry.isPresent() && (expiry.get().isNegative() || expiry.get().isZero())) {
			throw new IllegalArgumentException("A link cannot expire before it is made");
		}
		if (maximumAttempts.isPresent() && (maximumAttempts.get() < 1 || maximumAttempts.get() > 10)) {
			throw new IllegalArgumentException("Between 1 and 10 attempts can be allowed");
		}
	}

	boolean any() {
		return this.expiry.isPresent() || this.maximumAttempts.isPresent();
	}

}
