package io.selfieregistration.request;

import io.selfieregistration.web.ProblemStatus;

/** The request was already decided or has ended, so it cannot be changed. */
@ProblemStatus(status = 409, code = "request_decided")
public class RequestDecided extends RuntimeException {

	public RequestDecided() {
		super("The request was already decided");
	}

}
