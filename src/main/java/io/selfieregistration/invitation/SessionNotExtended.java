package io.selfieregistration.invitation;

import io.selfieregistration.web.ProblemStatus;

/** The session has not begun, or was already extended. */
@ProblemStatus(status = 409, code = "session_not_extended")
public class SessionNotExtended extends RuntimeException {

	public SessionNotExtended() {
		super("The time of an opened link is extended once");
	}

}
