package io.selfieregistration.invitation;

import io.selfieregistration.web.ProblemStatus;

/** A link that can be used is not sent again. */
@ProblemStatus(status = 409, code = "link_still_usable")
public class CaptureLinkStillUsable extends RuntimeException {

	public CaptureLinkStillUsable() {
		super("This link can be used, so no new one is sent");
	}

}
