package io.selfieregistration.face;

import java.time.Duration;

/**
 * All places were taken for too long, or the work took longer than allowed. Nothing is
 * wrong with the selfie: the call may be repeated after {@link #retryAfter()}.
 */
public class FaceAnalysisBusy extends RuntimeException {

	private final Duration retryAfter;

	public FaceAnalysisBusy(String message, Duration retryAfter) {
		super(message);
		this.retryAfter = retryAfter;
	}

	/** When trying again is worth it, at least one second. */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
