package io.selfieregistration.invitation;

import io.selfieregistration.web.ProblemStatus;

/** A link for another device cannot be handed off again before it is opened. */
@ProblemStatus(status = 409, code = "link_handed_off")
public class AlreadyHandedOff extends RuntimeException {

	public AlreadyHandedOff() {
		super("This link was made for another device and has not been opened there");
	}

}
