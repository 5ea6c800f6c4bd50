package io.selfieregistration.invitation;

import io.selfieregistration.web.ProblemStatus;

/** The session has not begun, or was extended as often as it can be. */
@ProblemStatus(status = 409, code = "session_not_extended")
public class SessionNotExtended extends RuntimeException {

	public SessionNotExtended() {
		super("The time of a link is extended after it was opened, and only so often");
	}

}
