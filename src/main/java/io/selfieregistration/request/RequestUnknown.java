package io.selfieregistration.request;

import io.selfieregistration.web.ProblemStatus;

/** The request does not exist, or it belongs to another application. */
@ProblemStatus(status = 404, code = "request_unknown")
public class RequestUnknown extends RuntimeException {

	public RequestUnknown() {
		super("There is no such request");
	}

}
