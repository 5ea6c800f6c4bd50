package io.selfieregistration.invitation;

import io.selfieregistration.web.ProblemStatus;

/** A link made for another device cannot be handed on again before it is opened there. */
@ProblemStatus(status = 409, code = "link_handed_off")
public class HandedOffBefore extends RuntimeException {

	public HandedOffBefore() {
		super("This link was made for another device and has not been opened there");
	}

}
