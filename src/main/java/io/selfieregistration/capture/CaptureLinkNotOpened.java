package io.selfieregistration.capture;

import io.selfieregistration.web.ProblemStatus;

/** The capture link has not been opened yet. */
@ProblemStatus(status = 409, code = "link_not_opened")
public class CaptureLinkNotOpened extends RuntimeException {

	public CaptureLinkNotOpened() {
		super("The link must be opened before a selfie can be submitted");
	}

}
