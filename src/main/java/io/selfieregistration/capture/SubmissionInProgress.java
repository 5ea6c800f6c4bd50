package io.selfieregistration.capture;

/** Another selfie for the same request is being judged. */
public class SubmissionInProgress extends Exception {

	public SubmissionInProgress() {
		super("Another selfie for this request is being checked");
	}

}
