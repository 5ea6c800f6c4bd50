package io.selfieregistration.result;

import java.util.Map;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/**
 * The {@code auth_req_id} is unknown, or belongs to another application. Has the members
 * that OpenID CIBA clients look for.
 */
@ProblemStatus(status = 400, code = "invalid_grant")
public class AuthReqIdUnknown extends RuntimeException implements Problem {

	public AuthReqIdUnknown() {
		super("There is no request with this auth_req_id");
	}

	@Override
	public Map<String, Object> members() {
		return Map.of("error", code(), "error_description", detail());
	}

}
