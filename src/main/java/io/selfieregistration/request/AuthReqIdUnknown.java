package io.selfieregistration.request;

/** There is no request with this {@code auth_req_id}, or it is none of the caller's. */
public class AuthReqIdUnknown extends Exception {

	public AuthReqIdUnknown() {
		super("There is no request with this auth_req_id");
	}

}
