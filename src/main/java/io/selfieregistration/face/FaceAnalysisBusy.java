package io.selfieregistration.face;

import java.time.Duration;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/**
 * All places were taken for too long, or the work took longer than allowed. Nothing is
 * wrong with the selfie: the call may be repeated after {@link #retryAfter()}.
 */
@ProblemStatus(status = 503, code = "busy")
public class FaceAnalysisBusy extends RuntimeException implements Problem {

	private final Duration retryAfter;

	public FaceAnalysisBusy(String message, Duration retryAfter) {
		super(message);
		this.retryAfter = retryAfter;
	}

	/** The message is for the log. */
	@Override
	public String detail() {
		return "Too many selfies are being checked right now. Please try again.";
	}

	@Override
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
