package io.selfieregistration.cockpit;

import io.selfieregistration.web.ProblemStatus;

/** The service did not send a link for this request, so it cannot send one again. */
@ProblemStatus(status = 409, code = "link_not_sent")
public class LinkNotSent extends RuntimeException {

	LinkNotSent() {
		super("The service did not send the link of this request, so it cannot send it again");
	}

}
